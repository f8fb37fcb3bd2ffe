package org.meshwork.web.mesh;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;
import org.meshwork.mesh.peers.Peer;

@Schema(requiredProperties = "items")
public record PeerPage(
    List<PeerBody> items,
    @Schema(description = "The `cursor` of the next part; absent at the end.")
        Optional<String> next) {
  static PeerPage of(Page<Peer> page) {
    return new PeerPage(
        page.items().stream().map(PeerBody::of).toList(), page.next().map(Cursor::encode));
  }
}
