package org.meshwork.connector.adapter.calls;

import java.util.function.Supplier;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;

/** What applications call things, and what libp2p does. */
public final class Names {
  private Names() {}

  /**
   * @throws MeshFailed {@code BAD_REQUEST} if it names no peer
   */
  public static PeerId peer(PeerName name) {
    return parsed(() -> PeerId.parse(name.id()));
  }

  public static PeerName peer(PeerId id) {
    return new PeerName(id.toString());
  }

  /**
   * @throws MeshFailed {@code BAD_REQUEST} if it can't be read
   */
  public static <T> T parsed(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (InputRefused refused) {
      throw new MeshFailed(Reason.BAD_REQUEST, refused.getMessage(), refused);
    }
  }
}
