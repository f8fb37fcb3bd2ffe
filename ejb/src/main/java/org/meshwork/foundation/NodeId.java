package org.meshwork.foundation;

import java.util.Objects;
import java.util.UUID;

/**
 * Which server this is. Kept in the server's data directory, so that it survives restarts and
 * differs between servers.
 */
public record NodeId(UUID value) {
  public NodeId {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
