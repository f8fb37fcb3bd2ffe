package org.meshwork.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** The bare servlet in a WAR of its own, beside the EAR for as long as this is open. */
final class BareServlet implements AutoCloseable {
  static final String PATH = "/bench-bare/insert";

  private static final String CLASS = "org.meshwork.bench.servlet.BareInsert";
  private static final String WAR = "bench-bare.war";

  private final Node node;
  private final Connection connection;

  BareServlet(Node node) throws IOException, SQLException {
    this.node = node;
    connection = node.connect();
    execute(
        "create table if not exists bench_row (id uuid primary key, at timestamptz, input jsonb)");
    Path war = node.cache().resolve(WAR);
    try (OutputStream file = Files.newOutputStream(war);
        JarOutputStream jar = new JarOutputStream(file)) {
      String name = CLASS.replace('.', '/') + ".class";
      try (InputStream in = BareServlet.class.getClassLoader().getResourceAsStream(name)) {
        add(jar, "WEB-INF/classes/" + name, in.readAllBytes());
      }
      add(jar, "WEB-INF/web.xml", descriptor().getBytes(UTF_8));
    }
    node.management("deploy --force \"%s\"".formatted(war));
  }

  private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }

  private static String descriptor() {
    return """
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="false">
      <servlet><servlet-name>insert</servlet-name><servlet-class>%s</servlet-class></servlet>
      <servlet-mapping><servlet-name>insert</servlet-name><url-pattern>/insert</url-pattern></servlet-mapping>
    </web-app>
    """
        .formatted(CLASS);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    node.management("undeploy " + WAR);
    execute("drop table bench_row");
    connection.close();
  }
}
