package org.meshwork.web.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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
      // The server exports what this method of its registry makes, and nothing that a builder
      // registers.
      registries.forEach(
          it ->
              it.timer("meshwork.api.requests", Tags.of("operation", operation(), "status", status))
                  .record(time));
    }
  }

  private String operation() {
    Method method = resource.getResourceMethod();
    Operation described = method == null ? null : method.getAnnotation(Operation.class);
    return described == null ? "none" : described.operationId();
  }
}
