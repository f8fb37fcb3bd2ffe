package org.meshwork.libp2p.host;

/** Speaks a protocol with the peers who ask for it. */
@FunctionalInterface
public interface StreamHandler {
  /**
   * Takes a stream over that a peer has opened: it is the handler's to read up to its end, or to
   * reset; what is left unread is not released before. Called on the connection's event loop; must
   * not block. What it throws resets the stream.
   */
  void handle(ProtocolStream inbound);
}
