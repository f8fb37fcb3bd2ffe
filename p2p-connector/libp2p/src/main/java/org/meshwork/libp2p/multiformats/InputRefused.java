package org.meshwork.libp2p.multiformats;

import java.util.Objects;

/**
 * What came from outside (a peer, a file, a person) is not what the specification asks for. The one
 * exception that decoders throw; its message says what is wrong and what may be done about it, and
 * shows no more of the input than an excerpt that is safe to log.
 */
public final class InputRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int EXCERPT_CHARACTERS = 48;

  /** Why, for programs; each reason knows the remedy. */
  public enum Reason {
    TRUNCATED("send all of it"),
    MALFORMED("correct it"),
    NOT_CANONICAL("encode it in its one canonical form"),
    TOO_LARGE("stay below the bound"),
    UNKNOWN_CODE("use what both sides know, or leave this value out"),
    UNSUPPORTED("convert it, or use another kind"),
    FORGED("discard it, and do not trust who sent it");

    private final String remedy;

    Reason(String remedy) {
      this.remedy = remedy;
    }

    /** What whoever made the input may do, as the end of a sentence. */
    public String remedy() {
      return remedy;
    }
  }

  private final Reason reason;

  /**
   * @param detail what is wrong with this input, without its secrets; texts of others through
   *     {@link #excerpt}
   */
  public InputRefused(Reason reason, String detail) {
    super(detail + "; " + reason.remedy());
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }

  /** A foreign text in quotation marks: short, and without characters that forge lines of a log. */
  public static String excerpt(String foreign) {
    StringBuilder excerpt = new StringBuilder("'");
    foreign
        .codePoints()
        .limit(EXCERPT_CHARACTERS)
        .forEach(point -> excerpt.appendCodePoint(Printable.isPrintable(point) ? point : '?'));
    return excerpt.append(foreign.length() > EXCERPT_CHARACTERS ? "…'" : "'").toString();
  }
}
