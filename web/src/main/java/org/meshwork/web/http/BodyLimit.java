package org.meshwork.web.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

/**
 * No body may take its time. JSON is read into memory whole, so it has a bound; uploads are
 * streamed and have their own.
 */
@Provider
@ApplicationScoped
public class BodyLimit implements ContainerRequestFilter {
  static final int MAX_JSON_BYTES = 1 << 20;

  @Inject private Config config;
  private volatile BodySettings settings;

  /** A wrong setting fails the deployment, not the first request. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
    settings = BodySettings.from(Settings.of(config));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.hasEntity()) {
      return;
    }
    InputStream timely =
        new TimelyStream(request.getEntityStream(), settings, System::nanoTime, BodyLimit::tooSlow);
    if (MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(request.getMediaType())) {
      request.setEntityStream(timely);
      return;
    }
    if (request.getLength() > MAX_JSON_BYTES) {
      throw tooLarge();
    }
    request.setEntityStream(new LimitedStream(timely, MAX_JSON_BYTES, BodyLimit::tooLarge));
  }

  private static RequestRefused tooLarge() {
    return new RequestRefused(
        WebProblems.TOO_LARGE,
        "The body has more than %d bytes. Documents are handed in as multipart/form-data."
            .formatted(MAX_JSON_BYTES));
  }

  private static RequestRefused tooSlow() {
    return new RequestRefused(
        WebProblems.TOO_SLOW,
        "The body came too slowly. Send it at once, or over a faster connection; meshwork.http.body-patience and meshwork.http.min-body-rate say how slow is too slow.");
  }
}
