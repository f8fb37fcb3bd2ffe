package org.meshwork.web.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How long operations take, by the names that the API's description gives them. */
@Provider
public class RequestTimes implements ContainerRequestFilter, ContainerResponseFilter {
  // Left out, Micrometer asks the registry for its configuration, which the server does not give
  // and warns about.
  private static final PauseDetector NO_PAUSES = new NoPauseDetector();

  private static final String START = RequestTimes.class.getName();

  @Inject private Instance<MeterRegistry> registries;
  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(START, System.nanoTime());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(START) instanceof Long start) {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      String status = Integer.toString(response.getStatus());
      registries.forEach(
          it ->
              Timer.builder("meshwork.api.requests")
                  .tag("operation", operation())
                  .tag("status", status)
                  .pauseDetector(NO_PAUSES)
                  .register(it)
                  .record(time));
    }
  }

  private String operation() {
    Method method = resource.getResourceMethod();
    Operation described = method == null ? null : method.getAnnotation(Operation.class);
    return described == null ? "none" : described.operationId();
  }
}
