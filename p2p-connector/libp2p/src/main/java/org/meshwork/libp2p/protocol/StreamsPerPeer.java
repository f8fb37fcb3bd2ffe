package org.meshwork.libp2p.protocol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.StreamHandler;
import org.meshwork.libp2p.peer.PeerId;

/** Bounds the streams of a protocol that each peer may have open; further ones are reset. */
public final class StreamsPerPeer implements StreamHandler {
  private final Map<PeerId, Integer> open = new ConcurrentHashMap<>();
  private final int max;
  private final StreamHandler handler;

  /**
   * @param max at least 1
   * @param handler of those within the bound
   */
  public StreamsPerPeer(int max, StreamHandler handler) {
    if (max < 1) {
      throw new IllegalArgumentException("at least 1 stream per peer, not " + max);
    }
    this.max = max;
    this.handler = handler;
  }

  @Override
  public void handle(ProtocolStream inbound) {
    PeerId peer = inbound.connection().remotePeer();
    if (open.merge(peer, 1, Integer::sum) > max) {
      release(peer);
      inbound.stream().reset();
      return;
    }
    inbound.stream().closed().whenComplete((nothing, failure) -> release(peer));
    handler.handle(inbound);
  }

  private void release(PeerId peer) {
    open.computeIfPresent(peer, (same, count) -> count == 1 ? null : count - 1);
  }
}
