package org.meshwork.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The node of a checkout, as its launcher describes it.
 *
 * @param management where console, health and metrics are
 * @param authorization header for the administrator
 * @param database settings MESHWORK_DB_*
 */
record Node(
    Path checkout, URI url, URI management, String authorization, Map<String, String> database) {
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)='(.*)'");
  private static final String COMPILATION =
      "/core-service=platform-mbean/type=compilation:read-attribute(name=total-compilation-time)";
  private static final Pattern COMPILATION_RESULT = Pattern.compile("\"result\" => (\\d+)");

  static Node of(Path checkout) throws IOException {
    JsonNode status =
        new ObjectMapper()
            .readTree(
                Programs.run(
                    checkout,
                    List.of(checkout.resolve("meshwork").toString(), "status", "--json")));
    String password = Files.readString(Path.of(status.get("passwordFile").asText())).strip();
    return new Node(
        checkout,
        URI.create(status.get("url").asText()),
        URI.create(status.get("console").asText()),
        "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8)),
        database(checkout));
  }

  private static Map<String, String> database(Path checkout) {
    Map<String, String> settings = new HashMap<>(System.getenv());
    if (!settings.containsKey("MESHWORK_DB_URL")) {
      Matcher exports =
          EXPORT.matcher(
              Programs.run(
                  checkout, List.of(checkout.resolve("db/provision/postgres").toString(), "env")));
      while (exports.find()) {
        settings.put(exports.group(1), exports.group(2));
      }
    }
    return settings;
  }

  Path home() {
    String home = System.getenv("MESHWORK_HOME");
    return home == null ? checkout.resolve(".meshwork") : Path.of(home).toAbsolutePath();
  }

  Path wildfly() {
    return home().resolve("wildfly");
  }

  /** What benchmarks keep between runs. */
  Path cache() throws IOException {
    return Files.createDirectories(home().resolve("bench"));
  }

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.get("MESHWORK_DB_USER"));
    properties.setProperty("password", database.get("MESHWORK_DB_PASSWORD"));
    properties.setProperty("currentSchema", "meshwork,public");
    return DriverManager.getConnection(database.get("MESHWORK_DB_URL"), properties);
  }

  /** Elapsed time of the JVM's compiler since the start. */
  long compilationMillis() {
    Matcher result = COMPILATION_RESULT.matcher(management(COMPILATION));
    if (!result.find()) {
      throw new IllegalStateException("The server does not tell how long it has compiled.");
    }
    return Long.parseLong(result.group(1));
  }

  String management(String command) {
    return Programs.run(
        checkout,
        List.of(
            wildfly().resolve("bin/jboss-cli.sh").toString(),
            "--connect",
            "--controller=127.0.0.1:" + management.getPort(),
            "--command=" + command));
  }
}
