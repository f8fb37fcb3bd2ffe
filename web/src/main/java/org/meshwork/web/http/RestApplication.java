package org.meshwork.web.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API; resources and providers are found by their annotations. */
@ApplicationPath(RestApplication.ROOT)
public class RestApplication extends Application {
  public static final String ROOT = "/api/v1";
}
