package org.meshwork.web.problem;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/**
 * A failure as HTTP tells it (RFC 9457).
 *
 * @param detail this occurrence, for people; never a stack trace, a class or an SQL text
 * @param extensions further members, for machines
 */
record ProblemAnswer(ProblemType type, int status, String detail, Map<String, Object> extensions) {
  static final String MEDIA_TYPE = "application/problem+json";
  private static final String RETRY_AFTER = "retryAfterSeconds";
  private static final int DEFAULT_RETRY_SECONDS = 5;

  ProblemAnswer {
    extensions = Map.copyOf(extensions);
  }

  static ProblemAnswer of(Problem problem) {
    return new ProblemAnswer(
        problem.type(), problem.type().status(), problem.detail(), problem.extensions());
  }

  static ProblemAnswer of(ProblemType type, String detail) {
    return new ProblemAnswer(type, type.status(), detail, Map.of());
  }

  ProblemAnswer withStatus(int actual) {
    return new ProblemAnswer(type, actual, detail, extensions);
  }

  /** Seconds, where trying again later can help. */
  OptionalInt retryAfter() {
    if (extensions.get(RETRY_AFTER) instanceof Number seconds) {
      return OptionalInt.of(Math.max(1, seconds.intValue()));
    }
    boolean passing = type.remedy() == Remedy.RETRY_HERE && (status == 429 || status == 503);
    return passing ? OptionalInt.of(DEFAULT_RETRY_SECONDS) : OptionalInt.empty();
  }

  byte[] json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", type.uri().toString());
    members.put("title", type.title());
    members.put("status", status);
    members.put("detail", detail);
    members.put("remedy", type.remedy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    extensions.forEach(members::putIfAbsent);
    JsonObject object = Json.createObjectBuilder(members).build();
    return object.toString().getBytes(UTF_8);
  }
}
