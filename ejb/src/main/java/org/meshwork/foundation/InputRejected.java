package org.meshwork.foundation;

import java.util.Map;

/** A value from outside that can't be used; names the field. */
public final class InputRejected extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "input-rejected", "The request can't be used as it is.", 400, Remedy.CORRECT_INPUT);

  public InputRejected(String field, String detail) {
    super(TYPE, detail, Map.of("field", field), null);
  }
}
