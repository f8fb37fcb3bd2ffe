package org.meshwork.foundation;

import jakarta.ejb.ApplicationException;
import java.util.Map;
import java.util.Objects;

/**
 * A failure that the caller can act upon. Each feature declares its own subclasses; the web layer
 * alone turns them into {@code application/problem+json}.
 */
@ApplicationException(inherited = true, rollback = true)
public abstract class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemType type;
  private final transient Map<String, Object> extensions;

  protected Problem(ProblemType type, String detail) {
    this(type, detail, Map.of(), null);
  }

  /**
   * @param detail this occurrence, in a sentence that says what is wrong and what would be right
   * @param extensions members for machines: numbers, strings and lists of them
   */
  protected Problem(
      ProblemType type, String detail, Map<String, Object> extensions, Throwable cause) {
    super(Objects.requireNonNull(detail), cause);
    this.type = Objects.requireNonNull(type);
    this.extensions = Map.copyOf(extensions);
  }

  public final ProblemType type() {
    return type;
  }

  public final String detail() {
    return getMessage();
  }

  public final Map<String, Object> extensions() {
    return extensions;
  }

  /** What a row keeps of this problem. */
  public final ProblemRecord toRecord() {
    return new ProblemRecord(type.uri().toString(), type.title(), detail(), type.remedy());
  }
}
