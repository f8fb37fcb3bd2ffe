package org.meshwork.libp2p.transport;

import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** A place where a transport listens, until it is closed. */
public interface Listener {
  /** With the port that was taken. */
  Multiaddr address();

  /** Listens no more; connections that were accepted stay. Completes when the port is free. */
  CompletionStage<Void> close();
}
