package org.meshwork.models;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** A text has more tokens than the model can take at once. */
public final class TextTooLong extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "text-too-long", "The text is longer than the model takes.", 400, Remedy.CORRECT_INPUT);

  public TextTooLong(ModelId model, int tokens, int maxTokens) {
    super(
        TYPE,
        "The text has %d tokens; %s takes at most %d. Shorten it."
            .formatted(tokens, model, maxTokens),
        Map.of("tokens", tokens, "maxTokens", maxTokens),
        null);
  }
}
