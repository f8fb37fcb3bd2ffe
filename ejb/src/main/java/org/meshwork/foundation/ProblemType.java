package org.meshwork.foundation;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A kind of {@link Problem}, stable across releases (RFC 9457 section 3.1.1).
 *
 * @param slug the last part of the type's URI, such as {@code collection-unknown}
 * @param title the same short sentence for every occurrence
 * @param status the HTTP status that fits it
 * @param remedy what the caller may do
 */
public record ProblemType(String slug, String title, int status, Remedy remedy) {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public ProblemType {
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException("not a slug: " + slug);
    }
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
    Objects.requireNonNull(title);
    Objects.requireNonNull(remedy);
  }

  public URI uri() {
    return URI.create("urn:meshwork:problem:" + slug);
  }
}
