package org.meshwork.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.meshwork.cli.client.Credentials;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.MeshworkApi;

/**
 * Which server, as whom. An option comes before the environment, the environment before the stored
 * login; what the login holds is used with its own server only.
 */
record Connection(URI server, Optional<String> user, Optional<Path> passwordFile) {
  static final String DEFAULT_SERVER = "http://127.0.0.1:8080";
  private static final int MAX_PASSWORD_BYTES = 4096;

  static Connection of(ServerOptions options, Surroundings surroundings) {
    Optional<Login> login = Login.stored(surroundings);
    URI server =
        parse(
            options
                .server()
                .or(() -> surroundings.variable("MESHWORK_SERVER"))
                .or(() -> login.map(Login::server))
                .orElse(DEFAULT_SERVER));
    Optional<Login> own = login.filter(stored -> stored.server().equals(server.toString()));
    return new Connection(
        server,
        options
            .user()
            .or(() -> surroundings.variable("MESHWORK_USER"))
            .or(() -> own.map(Login::user)),
        options
            .passwordFile()
            .or(() -> surroundings.variable("MESHWORK_PASSWORD_FILE").map(Path::of))
            .or(() -> own.map(Login::passwordFile).map(Path::of)));
  }

  /** The same, but a password that an earlier prompt stored is asked for again. */
  Connection toLogIn(Surroundings surroundings) {
    return new Connection(
        server,
        user,
        passwordFile.filter(file -> !file.equals(Login.promptedPassword(surroundings))));
  }

  MeshworkApi open(Surroundings surroundings) {
    return new MeshworkApi(
        server, user.map(name -> credentials(name, surroundings)), surroundings.patience());
  }

  Credentials credentials(String name, Surroundings surroundings) {
    warnOfOpenWire(surroundings);
    if (passwordFile.isPresent()) {
      return new Credentials(name, read(passwordFile.get(), surroundings));
    }
    return new Credentials(name, ask(name, surroundings));
  }

  private String ask(String name, Surroundings surroundings) {
    return surroundings
        .passwords()
        .ask("Password of " + name + " at " + server + ": ")
        .orElseThrow(
            () ->
                Failure.usage(
                    "There is no password and no terminal to ask for one.",
                    "Give a file that holds it: --password-file or MESHWORK_PASSWORD_FILE."));
  }

  private static String read(Path file, Surroundings surroundings) {
    try (InputStream in = Files.newInputStream(file)) {
      if (PrivateFile.isOpenToOthers(file)) {
        surroundings
            .err()
            .println("meshctl: " + file + " can be read by others; chmod 600 would prevent that.");
      }
      String text = new String(in.readNBytes(MAX_PASSWORD_BYTES), StandardCharsets.UTF_8);
      return text.lines()
          .findFirst()
          .filter(line -> !line.isEmpty())
          .orElseThrow(() -> empty(file));
    } catch (IOException e) {
      throw Failure.usage(
          "The password file " + file + " cannot be read.", "Check its path and permissions.");
    }
  }

  private static Failure empty(Path file) {
    return Failure.usage(
        "The password file " + file + " is empty.", "Put the password on its first line.");
  }

  private void warnOfOpenWire(Surroundings surroundings) {
    String host = server.getHost();
    boolean local = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    if (server.getScheme().equals("http") && !local) {
      surroundings
          .err()
          .println(
              "meshctl: the password goes to " + host + " unencrypted; https would protect it.");
    }
  }

  private static URI parse(String address) {
    try {
      URI uri = new URI(address.replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web
          || uri.getHost() == null
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw wrong("The address is not one of a server.");
      }
      if (uri.getRawUserInfo() != null) {
        throw wrong(
            "The address holds a user or password, which others can see in the process list.");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw wrong("The address cannot be read.");
    }
  }

  private static Failure wrong(String detail) {
    return Failure.usage(
        detail, "Give an address such as " + DEFAULT_SERVER + "; user and password apart.");
  }
}
