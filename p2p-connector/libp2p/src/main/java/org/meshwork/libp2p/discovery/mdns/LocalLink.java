package org.meshwork.libp2p.discovery.mdns;

import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.multiformats.Bytes;

/** Reaches all who listen on the local network, this host too. On the event loop. */
interface LocalLink {
  /** Sends one datagram, which may be lost. */
  void send(Bytes message);

  CompletionStage<Void> close();
}
