package org.meshwork.web.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Problems as JAX-RS responses. */
final class ProblemResponses {
  private ProblemResponses() {}

  static Response of(Throwable failure) {
    return builder(ProblemMapping.answer(failure)).build();
  }

  static Response.ResponseBuilder builder(ProblemAnswer answer) {
    Response.ResponseBuilder response =
        Response.status(answer.status())
            .type(ProblemAnswer.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(answer.json());
    answer.retryAfter().ifPresent(it -> response.header(HttpHeaders.RETRY_AFTER, it));
    return response;
  }
}
