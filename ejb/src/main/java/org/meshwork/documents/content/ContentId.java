package org.meshwork.documents.content;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The SHA-256 of some bytes, in lower-case hexadecimal. */
public record ContentId(String sha256) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public ContentId {
    if (!FORM.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256);
    }
  }

  public static ContentId of(byte[] digest) {
    return new ContentId(HexFormat.of().formatHex(digest));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(sha256);
  }

  @Override
  public String toString() {
    return sha256;
  }
}
