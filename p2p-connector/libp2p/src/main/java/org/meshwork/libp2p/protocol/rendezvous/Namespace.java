package org.meshwork.libp2p.protocol.rendezvous;

import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Of one application, at a rendezvous point. */
public record Namespace(String text) {
  /** In UTF-8. */
  public static final int MAX_BYTES = 255;

  /**
   * @throws InputRefused if it is empty or too long
   */
  public Namespace {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new InputRefused(Reason.TRUNCATED, "a namespace without a name");
    }
    if (bytes > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a namespace of more than " + MAX_BYTES + " bytes");
    }
  }

  /** Safe to log. */
  @Override
  public String toString() {
    return InputRefused.excerpt(text);
  }
}
