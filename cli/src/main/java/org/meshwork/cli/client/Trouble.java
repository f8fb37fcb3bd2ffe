package org.meshwork.cli.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;

/**
 * A problem (RFC 9457) as the server describes it, or as meshctl describes its own; every field may
 * be missing.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Trouble(
    Optional<String> type,
    Optional<String> title,
    Optional<Integer> status,
    Optional<String> detail,
    Optional<String> remedy) {

  public static Trouble of(String title, String detail, String remedy) {
    return new Trouble(
        Optional.empty(),
        Optional.of(title),
        Optional.empty(),
        Optional.of(detail),
        Optional.of(remedy));
  }

  public String heading() {
    return title.orElse("The server reports a problem");
  }

  boolean isForAdministrator() {
    return remedy.filter("ask-administrator"::equals).isPresent();
  }

  /** One line: what is listed beside a document that failed. */
  public String reason() {
    String separator = heading().endsWith(".") ? " " : ": ";
    return detail.map(it -> heading() + separator + it).orElse(heading());
  }

  /**
   * What the caller may do; the server's own words when its remedy is not one of the agreed four.
   */
  public Optional<String> advice() {
    return remedy.map(
        value ->
            switch (value.replace('-', '_').toUpperCase(Locale.ROOT)) {
              case "RETRY_HERE" -> "Try again later; nothing is wrong with the request.";
              case "RETRY_ELSEWHERE" -> "Try another node; this one cannot do it.";
              case "CORRECT_INPUT" -> "Correct the input, then try again.";
              case "ASK_ADMINISTRATOR" -> "Ask the administrator of the node.";
              default -> value;
            });
  }
}
