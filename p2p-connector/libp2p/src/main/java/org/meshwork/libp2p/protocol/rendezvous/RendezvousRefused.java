package org.meshwork.libp2p.protocol.rendezvous;

import java.util.Objects;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.protocol.rendezvous.wire.ResponseStatus;

/** A rendezvous point has refused. Its message says what may be done about it. */
public final class RendezvousRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ResponseStatus status;

  /**
   * @param text the point's own
   */
  RendezvousRefused(ResponseStatus status, String text) {
    super("the point says " + status + " " + InputRefused.excerpt(text) + "; " + remedy(status));
    this.status = Objects.requireNonNull(status);
  }

  private static String remedy(ResponseStatus status) {
    return switch (status) {
      case INVALID_NAMESPACE, INVALID_SIGNED_PEER_RECORD, INVALID_TTL -> "correct the request";
      case INVALID_COOKIE -> "ask without a cookie";
      case NOT_AUTHORIZED -> "unregister elsewhere, or use another point";
      default -> "try again later, or at another point";
    };
  }

  public ResponseStatus status() {
    return status;
  }
}
