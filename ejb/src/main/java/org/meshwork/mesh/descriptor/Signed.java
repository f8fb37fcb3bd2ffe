package org.meshwork.mesh.descriptor;

import java.util.Objects;
import org.meshwork.connector.PeerName;

/**
 * What was in an envelope whose signature is right.
 *
 * @param signer whose key has signed it
 * @param statement the reader's to keep
 */
public record Signed(PeerName signer, byte[] statement) {
  public Signed {
    Objects.requireNonNull(signer);
    Objects.requireNonNull(statement);
  }
}
