package org.meshwork.web.problem;

import jakarta.resource.ResourceException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.Remedy;

/** Finds out what a caller should be told of a failure. */
final class ProblemMapping {
  private static final int MAX_CAUSES = 20;

  private ProblemMapping() {}

  static ProblemAnswer answer(Throwable failure) {
    Optional<Problem> problem = cause(failure, Problem.class);
    if (problem.isPresent()) {
      return told(problem.get());
    }
    Optional<ConstraintViolationException> violations =
        cause(failure, ConstraintViolationException.class);
    if (violations.isPresent()) {
      return violated(violations.get());
    }
    if (failure instanceof WebApplicationException web) {
      return refused(web);
    }
    return failed(failure);
  }

  /** What the administrator should mend is also the log's to keep; a node that is busy is not. */
  private static ProblemAnswer told(Problem problem) {
    if (problem.type().status() >= 500 && problem.type().remedy() == Remedy.ASK_ADMINISTRATOR) {
      WebLog.LOG.problem(problem.type().slug(), problem);
    }
    return ProblemAnswer.of(problem);
  }

  private static ProblemAnswer violated(ConstraintViolationException e) {
    Map<String, String> fields =
        e.getConstraintViolations().stream()
            .collect(
                Collectors.toMap(
                    ProblemMapping::field, ConstraintViolation::getMessage, (a, b) -> a));
    String detail =
        fields.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> it.getKey() + " " + it.getValue() + ".")
            .collect(Collectors.joining(" "));
    return new ProblemAnswer(WebProblems.MALFORMED, 400, detail, Map.of("fields", fields));
  }

  private static String field(ConstraintViolation<?> violation) {
    String path = violation.getPropertyPath().toString();
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static ProblemAnswer refused(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status >= 500 && status != 503) {
      return failed(e);
    }
    return StatusAnswer.of(status, "");
  }

  private static ProblemAnswer failed(Throwable failure) {
    if (isDatabase(failure)) {
      WebLog.LOG.databaseUnavailable(failure);
      return ProblemAnswer.of(
          WebProblems.DATABASE, "The node's database did not answer; nothing was changed.");
    }
    String incident = UUID.randomUUID().toString();
    WebLog.LOG.failed(incident, failure);
    return new ProblemAnswer(
        WebProblems.INTERNAL,
        500,
        "Something failed that should not. The node's log has the reason under incident %s."
            .formatted(incident),
        Map.of("incident", incident));
  }

  private static boolean isDatabase(Throwable failure) {
    return causes(failure)
        .anyMatch(
            it ->
                it instanceof ResourceException
                    || it instanceof SQLException sql && isConnection(sql.getSQLState()));
  }

  /** Class 08: connection; 57P01 to 57P03: shut down, crashed, starting; 53300: too many. */
  private static boolean isConnection(String state) {
    return state != null
        && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    return causes(failure).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, it -> it != null, Throwable::getCause).limit(MAX_CAUSES);
  }
}
