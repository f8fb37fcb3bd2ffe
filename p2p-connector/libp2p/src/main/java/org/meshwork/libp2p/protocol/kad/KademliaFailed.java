package org.meshwork.libp2p.protocol.kad;

import java.util.Objects;
import java.util.concurrent.CompletionException;

/** The hash table could not do what was asked. Its message says what may be done about it. */
public final class KademliaFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, for programs; each reason knows the remedy. */
  public enum Reason {
    NO_PEERS("bootstrap, or wait until peers are known"),
    NOT_FOUND("ask again later, or check the key"),
    VALUE_REFUSED("correct the value, or add a validator for its namespace"),
    OUTDATED("get the better value first, and go on from it"),
    QUORUM_MISSED("try again later, or be content with fewer"),
    TOO_MUCH("wait for what is under way, or raise the limit"),
    CLOSED("start another one");

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

  KademliaFailed(Reason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param cause null if there is none
   */
  KademliaFailed(Reason reason, String detail, Throwable cause) {
    super(detail + "; " + reason.remedy(), cause);
    this.reason = Objects.requireNonNull(reason);
  }

  /** What a stage completed with, without what stages wrap it in. */
  static Throwable unwrapped(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  public Reason reason() {
    return reason;
  }
}
