package org.meshwork.web.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.meshwork.foundation.InputRejected;

/**
 * Reads parameters of paths and queries. JAX-RS would answer 404 to a number that is none; a caller
 * deserves to be told which parameter it was.
 */
public final class Parameters {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Parameters() {}

  public static Optional<Integer> integer(String name, String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Integer.valueOf(text.strip()));
    } catch (NumberFormatException e) {
      throw new InputRejected(name, "%s must be a whole number below 2^31.".formatted(name));
    }
  }

  public static UUID uuid(String name, String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw new InputRejected(
          name, "%s must be an id such as 0197f3c2-7a10-7c3e-9f51-2f6b1c1d8e90.".formatted(name));
    }
    return UUID.fromString(text);
  }
}
