package org.meshwork.foundation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** A place in a list, opaque to clients: the sort key of the last item they have seen. */
public record Cursor(String key) {
  private static final int MAX_ENCODED_CHARACTERS = 2_048;

  public static Cursor decode(String encoded) {
    if (encoded.length() > MAX_ENCODED_CHARACTERS) {
      throw notOurs();
    }
    try {
      return new Cursor(new String(Base64.getUrlDecoder().decode(encoded), UTF_8));
    } catch (IllegalArgumentException e) {
      throw notOurs();
    }
  }

  public String encode() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
  }

  /** For a reader of cursors whose {@link #key()} does not parse. */
  public static InputRejected notOurs() {
    return new InputRejected(
        "cursor", "This cursor was not given out by this list; start again without one.");
  }
}
