package org.meshwork.libp2p.transport;

import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Speaks a transport's lowest layer, and nothing of what belongs above it. */
public interface RawPeer extends AutoCloseable {
  /** Where it listens, or what it has dialled. */
  Multiaddr address();

  /** Completes when the other side has closed a channel to it. */
  CompletionStage<Void> hungUp();

  @Override
  void close();
}
