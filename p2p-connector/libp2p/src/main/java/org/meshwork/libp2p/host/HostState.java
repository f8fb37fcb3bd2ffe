package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.dial.DialContext;
import org.meshwork.libp2p.host.dial.Dials;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/**
 * What a host keeps, and how its parts work together. On its executor, where not said otherwise.
 */
final class HostState implements Admission.Owner {
  /** For which an address that has worked is believed to. */
  private static final Duration WORKING_ADDRESS_TIME = Duration.ofMinutes(30);

  final HostEvents events = new HostEvents();
  final Handlers handlers;
  final Resources resources;
  final Connections connections;
  final ConnectionManager manager;
  final Admission admission;
  final Listening listening;
  final Dials dials;
  private final HostSettings settings;
  private final HostPorts ports;
  private final EventExecutor executor;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  HostState(
      PeerId id,
      List<Transport> transports,
      EventExecutor executor,
      HostSettings settings,
      HostPorts ports) {
    this.settings = settings;
    this.ports = ports;
    this.executor = executor;
    this.handlers = new Handlers(settings.maxProtocols());
    this.resources = new Resources(settings.resources());
    this.connections = new Connections(settings.connections());
    this.manager = new ConnectionManager(connections, settings.connections(), executor);
    this.admission = new Admission(id, executor, ports.gater(), connections, this);
    this.listening = new Listening(transports, executor, settings.maxListeners());
    this.dials =
        new Dials(
            new DialContext(
                transports,
                executor,
                settings.dials(),
                ports.gater(),
                ports.names(),
                resources,
                ports.random(),
                listening::addresses),
            admission::admit);
  }

  CompletionStage<Multiaddr> listen(Multiaddr address) {
    return listening
        .listen(address, admission)
        .thenApply(
            place -> {
              events.tell(HostListener::changed);
              return place;
            });
  }

  CompletionStage<Void> stopListening(Multiaddr address) {
    Optional<CompletionStage<Void>> stopped = listening.stop(address);
    stopped.ifPresent(begun -> events.tell(HostListener::changed));
    return stopped.orElseGet(() -> CompletableFuture.completedStage(null));
  }

  void announce(List<Multiaddr> addresses) {
    if (listening.announce(addresses)) {
      events.tell(HostListener::changed);
    }
  }

  CompletionStage<Connection> dial(Optional<PeerId> peer, Multiaddr address) {
    return openTo(peer).orElseGet(() -> dials.dial(peer, address));
  }

  CompletionStage<Connection> connect(PeerId peer, List<Multiaddr> addresses) {
    return openTo(Optional.of(peer)).orElseGet(() -> dials.dial(peer, addresses));
  }

  CompletionStage<Connection> connectDirectly(PeerId peer, List<Multiaddr> addresses) {
    admission.requireOther(Optional.of(peer));
    List<Multiaddr> direct =
        addresses.stream().filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT)).toList();
    return connections
        .openDirectlyTo(peer)
        .<CompletionStage<Connection>>map(CompletableFuture::completedStage)
        .orElseGet(() -> dials.dial(peer, direct));
  }

  CompletionStage<Connection> connect(PeerId peer) {
    return openTo(Optional.of(peer))
        .orElseGet(() -> dials.dialKnown(peer, ports.peerStore().addresses(peer)));
  }

  private Optional<CompletionStage<Connection>> openTo(Optional<PeerId> peer) {
    admission.requireOther(peer);
    return peer.flatMap(connections::openTo).map(CompletableFuture::completedStage);
  }

  @Override
  public void admitted(Connection connection) {
    dials.connected(connection);
    manager.admitted(connection);
    if (connection.isInitiator()) {
      List<Multiaddr> working = List.of(connection.remoteAddress());
      ports.peerStore().addAddresses(connection.remotePeer(), working, WORKING_ADDRESS_TIME);
    }
    events.tell(listener -> listener.connected(connection));
    new InboundStreams(connection, handlers, settings, resources).start();
  }

  @Override
  public void ended(Connection connection, ConnectionFailed reason) {
    manager.ended(connection);
    events.tell(listener -> listener.disconnected(connection, reason));
  }

  /** From any thread. */
  CompletionStage<ProtocolStream> openStream(Connection connection, List<String> protocols) {
    List<String> allowed =
        protocols.stream().filter(name -> handlers.isAllowedOn(connection, name)).toList();
    if (allowed.isEmpty() && !protocols.isEmpty()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(
              Reason.LIMITED, protocols + " may not be spoken over the relay of " + connection));
    }
    manager.streamOpened(connection);
    CompletionStage<ProtocolStream> opened =
        OutboundStream.open(connection, allowed, settings.negotiationTimeout(), resources);
    opened.whenComplete(
        (stream, failure) -> {
          if (failure == null) {
            stream.stream().closed().whenComplete((end, reset) -> manager.streamEnded(connection));
          } else {
            manager.streamEnded(connection);
          }
        });
    return opened;
  }

  void close() {
    if (admission.isClosed()) {
      return;
    }
    admission.close();
    manager.close();
    dials.giveUpAll(Admission.closed());
    listening
        .close()
        .thenComposeAsync(nothing -> admission.endAll(), executor)
        .thenCompose(nothing -> dials.freed())
        .whenCompleteAsync((nothing, failure) -> closed.complete(null), executor);
  }

  /** From any thread. */
  CompletionStage<Void> closed() {
    return closed.copy();
  }
}
