package org.meshwork.web.mesh;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.foundation.InputRejected;

@Schema(name = "NewPeer", requiredProperties = "address")
public record NewPeerBody(
    @Schema(
            description = "Where the peer is, with its peer id if it must be that one.",
            maxLength = MAX_LENGTH,
            examples = "/dns4/mesh.example.org/tcp/4001/p2p/12D3KooW…")
        String address) {
  private static final int MAX_LENGTH = 1_024;

  /** The address, which has to be there. */
  String required() {
    if (address == null || address.isBlank() || address.length() > MAX_LENGTH) {
      throw new InputRejected(
          "address", "address is a multiaddress of 1 to %d characters.".formatted(MAX_LENGTH));
    }
    return address.strip();
  }
}
