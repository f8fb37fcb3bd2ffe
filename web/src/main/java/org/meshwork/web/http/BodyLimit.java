package org.meshwork.web.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

/** JSON is read into memory whole, so it has a bound; uploads are streamed and have their own. */
@Provider
public class BodyLimit implements ContainerRequestFilter {
  static final int MAX_JSON_BYTES = 1 << 20;

  @Override
  public void filter(ContainerRequestContext request) {
    MediaType type = request.getMediaType();
    if (!request.hasEntity() || MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)) {
      return;
    }
    if (request.getLength() > MAX_JSON_BYTES) {
      throw tooLarge();
    }
    request.setEntityStream(
        new LimitedStream(request.getEntityStream(), MAX_JSON_BYTES, BodyLimit::tooLarge));
  }

  private static RequestRefused tooLarge() {
    return new RequestRefused(
        WebProblems.TOO_LARGE,
        "The body has more than %d bytes. Documents are handed in as multipart/form-data."
            .formatted(MAX_JSON_BYTES));
  }
}
