package org.meshwork.web.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Problems of the features, wrapped or not, and whatever nobody foresaw. */
@Provider
public class AnyFailure implements ExceptionMapper<Throwable> {
  @Override
  public Response toResponse(Throwable failure) {
    return ProblemResponses.of(failure);
  }
}
