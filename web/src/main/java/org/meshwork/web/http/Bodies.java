package org.meshwork.web.http;

import org.meshwork.foundation.InputRejected;

/** Request bodies. */
public final class Bodies {
  private Bodies() {}

  /** A body that is missing, or the JSON {@code null}. */
  public static <T> T require(T body) {
    if (body == null) {
      throw new InputRejected("body", "The request needs a JSON object as its body.");
    }
    return body;
  }
}
