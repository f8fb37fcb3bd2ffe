package org.meshwork.web.problem;

import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Bean Validation; the server's own mapper would answer otherwise. */
@Provider
public class InvalidRequest implements ExceptionMapper<ValidationException> {
  @Override
  public Response toResponse(ValidationException failure) {
    return ProblemResponses.of(failure);
  }
}
