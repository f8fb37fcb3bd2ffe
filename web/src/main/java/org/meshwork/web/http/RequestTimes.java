package org.meshwork.web.http;

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
import org.meshwork.foundation.Meters;

/** How long operations take, by the names that the API's description gives them. */
@Provider
public class RequestTimes implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String START = RequestTimes.class.getName();

  @Inject private Meters meters;
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
      meters
          .timer("meshwork.api.requests", "operation", operation(), "status", status)
          .record(time);
    }
  }

  private String operation() {
    Method method = resource.getResourceMethod();
    Operation described = method == null ? null : method.getAnnotation(Operation.class);
    return described == null ? "none" : described.operationId();
  }
}
