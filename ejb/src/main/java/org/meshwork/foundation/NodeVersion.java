package org.meshwork.foundation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this archive was built as. */
public final class NodeVersion {
  public static final String VALUE = read();

  private NodeVersion() {}

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = NodeVersion.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
