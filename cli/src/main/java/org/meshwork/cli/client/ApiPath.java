package org.meshwork.cli.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A resource under {@code /api/v1}, its segments and parameters encoded. */
record ApiPath(String path, String query) {
  static ApiPath of(String... segments) {
    return new ApiPath(
        Arrays.stream(segments).map(ApiPath::encode).collect(Collectors.joining("/")), "");
  }

  ApiPath with(String name, String value) {
    String pair = encode(name) + "=" + encode(value);
    return new ApiPath(path, query.isEmpty() ? pair : query + "&" + pair);
  }

  URI under(URI server) {
    String base = server.toString().replaceAll("/+$", "");
    return URI.create(base + "/api/v1/" + path + (query.isEmpty() ? "" : "?" + query));
  }

  private static String encode(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    // A segment of dots alone would be taken for a way up the tree.
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }
}
