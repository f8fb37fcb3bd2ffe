package org.meshwork.foundation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** The launcher's own look at a database, in a process of its own, as the launcher runs it. */
final class LauncherCheck {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path SOURCE =
      Path.of("..", "server-config", "launcher", "CheckDatabase.java");

  private LauncherCheck() {}

  static boolean accepts(PGSimpleDataSource database) {
    ProcessBuilder check =
        new ProcessBuilder(
            JAVA.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            SOURCE.toString());
    check.environment().putAll(settings(database));
    try {
      return check
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(PGSimpleDataSource database) {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                database.getServerNames()[0],
                database.getPortNumbers()[0],
                database.getDatabaseName());
    return Map.of(
        "MESHWORK_DB_URL", url,
        "MESHWORK_DB_USER", String.valueOf(database.getUser()),
        "MESHWORK_DB_PASSWORD", String.valueOf(database.getPassword()));
  }
}
