package org.meshwork.web.http;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.meshwork.foundation.Problem;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

/**
 * Tells a body that is no JSON, which is the client's to mend, from JSON that fails anywhere else,
 * which is not.
 */
@Provider
public class BodyReading implements ReaderInterceptor {
  private static final int MAX_CAUSES = 20;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    try {
      return context.proceed();
    } catch (ProcessingException | JsonException | JsonbException e) {
      throw cause(e, Problem.class).isPresent() ? e : malformed(e);
    }
  }

  /** The parser says where; what the binding says names classes of ours. */
  static RequestRefused malformed(Throwable failure) {
    return new RequestRefused(
        WebProblems.MALFORMED,
        cause(failure, JsonException.class)
            .filter(it -> it.getMessage() != null)
            .map(it -> "The body is not valid JSON: " + it.getMessage())
            .orElse(
                "The body is not what this operation takes: a member is unknown, or has a value of another kind. The API's description is at /api-docs/."));
  }

  private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
    return Stream.iterate(failure, it -> it != null, Throwable::getCause)
        .limit(MAX_CAUSES)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }
}
