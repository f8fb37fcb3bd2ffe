package org.meshwork.libp2p;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.meshwork.libp2p.multiformats.Bytes;

/** Test vectors; each file names its source. */
public final class Vectors {
  private static final Properties KEYS = load("crypto/keys.properties");

  private Vectors() {}

  public static Properties load(String name) {
    Properties properties = new Properties();
    try (InputStream in = Vectors.class.getResourceAsStream(name)) {
      properties.load(in);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A key of libp2p/specs, such as {@code ed25519.private}. */
  public static Bytes key(String name) {
    return Bytes.ofHex(KEYS.getProperty(name));
  }
}
