package org.meshwork.libp2p.protocol.autonat.v1;

import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.StreamHandler;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.ConnectionFrom;

/** Serves requests as if they came from elsewhere. */
public final class DialServing {
  private DialServing() {}

  public static StreamHandler from(DialServer server, Multiaddr place) {
    return inbound ->
        server.serve(
            new ProtocolStream(
                new ConnectionFrom(inbound.connection(), place),
                inbound.protocol(),
                inbound.stream()));
  }
}
