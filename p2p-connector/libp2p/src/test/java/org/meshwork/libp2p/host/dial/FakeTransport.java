package org.meshwork.libp2p.host.dial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/** Attempts that end as the test says. */
final class FakeTransport implements Transport {
  /** All that were ever made. */
  final List<Multiaddr> dialled = new ArrayList<>();

  final Map<Multiaddr, CompletableFuture<Connection>> attempts = new LinkedHashMap<>();

  @Override
  public boolean supports(Multiaddr address) {
    return !address.has(AddressProtocol.MEMORY);
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    CompletableFuture<Connection> attempt = new CompletableFuture<>();
    dialled.add(address);
    attempts.put(address, attempt);
    return attempt;
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    throw new UnsupportedOperationException();
  }
}
