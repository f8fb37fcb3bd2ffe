package org.meshwork.libp2p.connection;

import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * A connection or stream could not be had, or has ended. Its message says what happened and what
 * may be done about it.
 */
public final class ConnectionFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, for programs; each reason knows the remedy. */
  public enum Reason {
    UNSUPPORTED_ADDRESS("use an address of a transport that this host has"),
    ADDRESS_UNAVAILABLE("listen at another address or port, or free this one"),
    UNREACHABLE("try another address, or later"),
    TIMED_OUT("try another address, or later"),
    NO_COMMON_PROTOCOL("use a protocol that the peer supports"),
    IDENTITY_MISMATCH("do not trust this address for this peer"),
    HANDSHAKE_REFUSED("do not trust who answered"),
    PROTOCOL_VIOLATED("disconnect from the peer"),
    TOO_MUCH("slow down, or raise the limit"),
    RESET("ask the peer again, later"),
    CLOSED("connect again"),
    SELF_DIALLED("use an address of another peer"),
    DENIED("ask the administrator to allow it"),
    LIMITED("connect without a relay, or allow the protocol on limited connections");

    private final String remedy;

    Reason(String remedy) {
      this.remedy = remedy;
    }

    /** What the caller may do, as the end of a sentence. */
    public String remedy() {
      return remedy;
    }
  }

  private final Reason reason;

  public ConnectionFailed(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param detail what happened, without secrets
   * @param cause null if there is none
   */
  public ConnectionFailed(Reason reason, String detail, Throwable cause) {
    super(detail + "; " + reason.remedy(), cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /**
   * What a stage completed with: itself if it has a reason, and else {@code CLOSED} because of it.
   */
  public static ConnectionFailed of(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof ConnectionFailed failed
        ? failed
        : new ConnectionFailed(Reason.CLOSED, "something went wrong on this side", cause);
  }

  public Reason reason() {
    return reason;
  }
}
