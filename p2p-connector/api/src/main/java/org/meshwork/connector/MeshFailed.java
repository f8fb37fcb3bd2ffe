package org.meshwork.connector;

import java.util.Objects;

/** A call to the mesh that failed, and what may be done about it. */
public final class MeshFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, and so what to do. */
  public enum Reason {
    /** The peer is not reached: try another, or later. */
    UNREACHABLE(true),
    /** There was no answer in time; whether the peer has done what was asked is not known. */
    TIMED_OUT(true),
    /** The peer has enough to do: try another, or later. */
    BUSY(true),
    /** The peer tried and rolled back: try again. */
    ROLLED_BACK(true),
    /** Nobody there speaks the protocol, or has the skill: try another peer. */
    NOT_SPOKEN(false),
    /** The peer refuses: correct the request, or ask its administrator. */
    REFUSED(false),
    /** What was handed in can't be sent: correct it. */
    BAD_REQUEST(false),
    /** The peer answered what nobody can read. */
    BAD_ANSWER(false),
    /** What was signed is no signed statement, or was changed since. */
    FORGED(false),
    /** Nothing was found. */
    NOT_FOUND(false),
    /** This node is at a bound of its own: later, or ask the administrator to raise it. */
    TOO_MUCH(true),
    /** The adapter is stopped, or is not there. */
    STOPPED(false);

    private final boolean mayHelpToRetry;

    Reason(boolean mayHelpToRetry) {
      this.mayHelpToRetry = mayHelpToRetry;
    }
  }

  private final Reason reason;

  /**
   * @param message for people
   */
  public MeshFailed(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public MeshFailed(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }

  /** Whether the same call may work later, or with another peer that can do the same. */
  public boolean mayHelpToRetry() {
    return reason.mayHelpToRetry;
  }
}
