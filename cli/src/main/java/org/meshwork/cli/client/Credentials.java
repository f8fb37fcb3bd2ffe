package org.meshwork.cli.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user and password for Basic authentication; never printed. */
public record Credentials(String user, String password) {
  public Credentials {
    if (user.isEmpty() || user.contains(":")) {
      throw Failure.usage("A user name is not empty and has no colon.", "Give it with --user.");
    }
  }

  String header() {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "Credentials[" + user + "]";
  }
}
