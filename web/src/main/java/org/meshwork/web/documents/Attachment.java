package org.meshwork.web.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A file to be saved, whatever it is called (RFC 6266 with RFC 8187). */
final class Attachment {
  private static final String UNRESERVED = "!#$&+-.^_`|~";

  private Attachment() {}

  static String disposition(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._ -]", "_");
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(plain, encoded(last));
  }

  static void copy(InputStream bytes, OutputStream out) throws IOException {
    try (bytes) {
      bytes.transferTo(out);
    }
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : name.getBytes(UTF_8)) {
      boolean plain =
          b >= '0' && b <= '9'
              || (b | 0x20) >= 'a' && (b | 0x20) <= 'z'
              || UNRESERVED.indexOf(b) >= 0;
      encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return encoded.toString();
  }
}
