package org.meshwork.connector;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of bytes by which peers find who has them: their SHA-256.
 *
 * @param sha256 in 64 small hexadecimal digits
 */
public record ContentName(String sha256) {
  private static final int DIGITS = 64;

  /**
   * @throws IllegalArgumentException if it is none
   */
  public ContentName {
    if (sha256.length() != DIGITS || !sha256.chars().allMatch(ContentName::isDigit)) {
      throw new IllegalArgumentException("no SHA-256, which has 64 small hexadecimal digits");
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
  }

  /** The name of these bytes. */
  public static ContentName of(byte[] content) {
    try {
      return new ContentName(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return sha256;
  }
}
