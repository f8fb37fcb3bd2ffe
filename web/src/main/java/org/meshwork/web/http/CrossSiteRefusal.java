package org.meshwork.web.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

/**
 * A browser that has asked its user for a password sends it with every request to this node, also
 * with a form that another site's page submits. Browsers say where a request comes from ({@code
 * Sec-Fetch-Site}, or {@code Origin} in older ones); clients that are no browsers send neither.
 */
@Provider
@PreMatching
public class CrossSiteRefusal implements ContainerRequestFilter {
  private static final Set<String> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public void filter(ContainerRequestContext request) {
    boolean foreign =
        isForeign(
            request.getHeaderString("Sec-Fetch-Site"),
            request.getHeaderString("Origin"),
            request.getHeaderString(HttpHeaders.HOST));
    if (foreign && !SAFE.contains(request.getMethod())) {
      throw new RequestRefused(
          WebProblems.CROSS_SITE,
          "A page of another site may not change anything here. Send the request from this node's own page, or from a program that is no browser.");
    }
  }

  static boolean isForeign(String fetchSite, String origin, String host) {
    if (fetchSite != null) {
      return !OWN.contains(fetchSite);
    }
    return origin != null && !isOf(origin, host);
  }

  private static boolean isOf(String origin, String host) {
    try {
      return URI.create(origin).getAuthority() != null
          && URI.create(origin).getAuthority().equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
