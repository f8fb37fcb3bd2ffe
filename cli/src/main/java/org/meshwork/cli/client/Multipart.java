package org.meshwork.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A multipart/form-data body (RFC 7578) of file parts, streamed from disk, its length known
 * beforehand.
 */
record Multipart(BodyPublisher body, String boundary) {
  static Multipart of(List<LocalFile> files) throws FileNotFoundException {
    String boundary = "meshctl-" + UUID.randomUUID();
    List<BodyPublisher> parts = new ArrayList<>();
    for (LocalFile file : files) {
      parts.add(text(head(boundary, file.name())));
      parts.add(BodyPublishers.ofFile(file.path()));
      parts.add(text("\r\n"));
    }
    parts.add(text("--" + boundary + "--\r\n"));
    return new Multipart(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)), boundary);
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  private static String head(String boundary, String name) {
    return "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            .formatted(boundary, quote(name))
        + "Content-Type: application/octet-stream\r\n\r\n";
  }

  // The escapes of HTML's form submission, which RFC 7578 section 2 points at: no other is
  // understood everywhere.
  private static String quote(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
  }
}
