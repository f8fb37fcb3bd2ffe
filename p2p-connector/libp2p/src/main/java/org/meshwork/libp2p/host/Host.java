package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/**
 * This program among its peers: listens, dials, and speaks protocols on streams. Methods may be
 * called from any thread and never block; stages complete on the host's executor or on the event
 * loop of the connection concerned, where dependents must not block either. Cancelling a stage
 * gives up nothing, since others may wait for the same.
 */
public final class Host {
  private static final System.Logger LOG = System.getLogger(Host.class.getName());

  private final PrivateKey key;
  private final PeerId id;
  private final EventExecutor executor;
  private final HostSettings settings;
  private final Handlers handlers;
  private final Connections connections;
  private final Listening listening;
  private final Dials dials;
  private final List<HostListener> listeners = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean isClosing;

  /**
   * @param transports asked in this order; they prove the same key to peers
   * @param executor one thread, which keeps the host's state and its time; it outlives the host
   */
  public Host(
      PrivateKey key, List<Transport> transports, EventExecutor executor, HostSettings settings) {
    this.key = Objects.requireNonNull(key);
    this.id = PeerId.of(key.publicKey());
    this.executor = Objects.requireNonNull(executor);
    this.settings = Objects.requireNonNull(settings);
    List<Transport> all = List.copyOf(transports);
    this.handlers = new Handlers(settings.maxProtocols());
    this.connections = new Connections(settings);
    this.listening = new Listening(all, executor, settings.maxListeners());
    this.dials = new Dials(all, executor, settings, this::admit);
  }

  public PeerId id() {
    return id;
  }

  /** For those who sign in the host's name. */
  public PrivateKey key() {
    return key;
  }

  public HostSettings settings() {
    return settings;
  }

  /** Where listeners are called; for timers of protocols, too. */
  public EventExecutor executor() {
    return executor;
  }

  /**
   * Listens, and takes the connections in that come.
   *
   * @return the address, with the port that was taken; exceptionally {@link ConnectionFailed}
   */
  public CompletionStage<Multiaddr> listen(Multiaddr address) {
    return call(() -> listening.listen(address, this::accept).thenApply(this::nowListening));
  }

  private Multiaddr nowListening(Multiaddr address) {
    tell(HostListener::changed);
    return address;
  }

  /** Where the host listens now, as its listeners say: an unspecified address is left as it is. */
  public List<Multiaddr> listenAddresses() {
    return listening.addresses();
  }

  /**
   * Connects to the address, with or without a {@code /p2p} step; with one, as {@link #connect}.
   *
   * @return exceptionally {@link ConnectionFailed}: {@code SELF_DIALLED} if it leads here
   */
  public CompletionStage<Connection> dial(Multiaddr address) {
    return call(() -> connectNow(peerIn(address), List.of(address)));
  }

  private static Optional<PeerId> peerIn(Multiaddr address) {
    try {
      return PeerId.in(address);
    } catch (InputRefused noPeer) {
      throw new ConnectionFailed(
          Reason.UNSUPPORTED_ADDRESS, "no address of a peer: " + address, noPeer);
    }
  }

  /**
   * Gives a connection to the peer: an open one if there is one, and else the one of the dial under
   * way, which tries these addresses too, or of a new dial.
   *
   * @param addresses tried in this order
   * @return exceptionally {@link ConnectionFailed}: what the last address met, {@code TIMED_OUT},
   *     {@code SELF_DIALLED}, {@code TOO_MUCH} at a bound, {@code CLOSED} when the host is
   */
  public CompletionStage<Connection> connect(PeerId peer, List<Multiaddr> addresses) {
    List<Multiaddr> copy = List.copyOf(addresses);
    return call(() -> connectNow(Optional.of(peer), copy));
  }

  private CompletionStage<Connection> connectNow(Optional<PeerId> peer, List<Multiaddr> addresses) {
    if (isClosing) {
      throw new ConnectionFailed(Reason.CLOSED, "the host is closed");
    }
    if (peer.isPresent() && peer.get().equals(id)) {
      throw selfDialled();
    }
    return peer.flatMap(connections::openTo)
        .<CompletionStage<Connection>>map(CompletableFuture::completedStage)
        .orElseGet(() -> dials.dial(peer, addresses));
  }

  /**
   * Gives a connection to the peer that doesn't lead over a relay, even while one does; else as
   * {@link #connect(PeerId, List)}.
   *
   * @param addresses those over relays are left out
   */
  public CompletionStage<Connection> connectDirectly(PeerId peer, List<Multiaddr> addresses) {
    List<Multiaddr> direct =
        addresses.stream().filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT)).toList();
    return call(
        () ->
            connections
                .openDirectlyTo(peer)
                .<CompletionStage<Connection>>map(CompletableFuture::completedStage)
                .orElseGet(() -> dialDirectly(peer, direct)));
  }

  private CompletionStage<Connection> dialDirectly(PeerId peer, List<Multiaddr> addresses) {
    if (isClosing) {
      throw new ConnectionFailed(Reason.CLOSED, "the host is closed");
    }
    if (peer.equals(id)) {
      throw selfDialled();
    }
    return dials.dial(Optional.of(peer), addresses);
  }

  /**
   * Takes in a connection that was made in another way than by dialling and listening.
   *
   * @return exceptionally {@link ConnectionFailed} if it is refused; it is closed then
   */
  public CompletionStage<Connection> adopt(Connection connection) {
    return call(() -> CompletableFuture.completedStage(admit(connection)));
  }

  private ConnectionFailed selfDialled() {
    return new ConnectionFailed(Reason.SELF_DIALLED, id + " is this host itself");
  }

  private void accept(Connection connection) {
    executor.execute(
        () -> {
          try {
            admit(connection);
          } catch (ConnectionFailed refused) {
            LOG.log(Level.DEBUG, () -> "refused " + connection, refused);
          }
        });
  }

  private Connection admit(Connection connection) {
    requireAdmissible(connection);
    connections.add(connection);
    tell(listener -> listener.connected(connection));
    connection.ended().whenCompleteAsync((reason, never) -> remove(connection, reason), executor);
    InboundStreams inbound = new InboundStreams(connection, handlers, settings);
    connection.acceptStreams(inbound::accept);
    return connection;
  }

  private void requireAdmissible(Connection connection) {
    try {
      if (isClosing) {
        throw new ConnectionFailed(Reason.CLOSED, "the host is closed");
      }
      if (connection.remotePeer().equals(id)) {
        throw selfDialled();
      }
      if (!connections.hasRoomFor(connection.remotePeer())) {
        throw new ConnectionFailed(
            Reason.TOO_MUCH, "no more connections, or none to " + connection.remotePeer());
      }
    } catch (ConnectionFailed refused) {
      connection.close();
      throw refused;
    }
  }

  private void remove(Connection connection, ConnectionFailed reason) {
    if (connections.remove(connection)) {
      tell(listener -> listener.disconnected(connection, reason));
    }
  }

  /** The connections that are open now. */
  public List<Connection> connections() {
    return connections.all();
  }

  /** Those to one peer, oldest first. */
  public List<Connection> connections(PeerId peer) {
    return connections.to(peer);
  }

  /**
   * Opens a stream on the oldest open connection to the peer, on a limited one only if there is no
   * other.
   *
   * @param protocols 1 to 64, the preferred first
   * @return exceptionally {@link ConnectionFailed}: {@code CLOSED} if there is no connection,
   *     {@code LIMITED} if there are only limited ones and none of the protocols is allowed there,
   *     {@code NO_COMMON_PROTOCOL}, {@code TIMED_OUT}, or what the connection met
   */
  public CompletionStage<ProtocolStream> openStream(PeerId peer, String... protocols) {
    List<String> copy = List.of(protocols);
    return connections
        .openTo(peer)
        .map(connection -> openStream(connection, copy))
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    new ConnectionFailed(Reason.CLOSED, "there is no connection to " + peer)));
  }

  /** Opens a stream on this connection; as {@link #openStream(PeerId, String...)}. */
  public CompletionStage<ProtocolStream> openStream(Connection connection, List<String> protocols) {
    List<String> allowed =
        protocols.stream().filter(name -> handlers.isAllowedOn(connection, name)).toList();
    if (allowed.isEmpty() && !protocols.isEmpty()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(
              Reason.LIMITED, protocols + " may not be spoken over the relay of " + connection));
    }
    return OutboundStream.open(connection, allowed, settings.negotiationTimeout());
  }

  /**
   * Lets either side speak the protocol on limited connections, too, where nothing else is spoken.
   *
   * @throws IllegalStateException if too many protocols are
   */
  public void allowOnLimitedConnections(String protocol) {
    handlers.allowOnLimited(protocol);
  }

  /**
   * Takes the protocol's incoming streams from now on.
   *
   * @throws IllegalArgumentException if this is no protocol id
   * @throws IllegalStateException if it is handled already, or too many are
   */
  public void handle(String protocol, StreamHandler handler) {
    handlers.add(protocol, Objects.requireNonNull(handler));
    run(() -> tell(HostListener::changed));
  }

  /** Takes no more streams of the protocol; those that were taken go on. */
  public void unhandle(String protocol) {
    if (handlers.remove(protocol)) {
      run(() -> tell(HostListener::changed));
    }
  }

  /** What is handled, sorted. */
  public List<String> protocols() {
    return handlers.protocols();
  }

  public void addListener(HostListener listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  public void removeListener(HostListener listener) {
    listeners.remove(listener);
  }

  private void tell(Consumer<HostListener> event) {
    for (HostListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException thrown) {
        LOG.log(Level.WARNING, () -> "a listener of " + id + " failed", thrown);
      }
    }
  }

  /**
   * Gives dials up, and closes listeners and connections. The transports and the executor are left
   * to their owner.
   *
   * @return completes when all of them are closed; the same at each call
   */
  public CompletionStage<Void> close() {
    run(this::closeNow);
    return closed.copy();
  }

  private void closeNow() {
    if (isClosing) {
      return;
    }
    isClosing = true;
    dials.giveUpAll(new ConnectionFailed(Reason.CLOSED, "the host is closed"));
    listening
        .close()
        .thenComposeAsync(nothing -> closeConnections(), executor)
        .whenCompleteAsync((nothing, failure) -> closed(), executor);
  }

  /** Connections that have ended are gone before anybody hears that the host is closed. */
  private void closed() {
    connections
        .all()
        .forEach(connection -> connection.ended().thenAccept(reason -> remove(connection, reason)));
    closed.complete(null);
  }

  private CompletableFuture<Void> closeConnections() {
    return CompletableFuture.allOf(
        connections.all().stream()
            .map(connection -> connection.close().thenCompose(nothing -> connection.ended()))
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }

  private void run(Runnable work) {
    if (executor.inEventLoop()) {
      work.run();
    } else {
      executor.execute(work);
    }
  }

  /** Runs the work on the executor; every caller gets a stage of its own. */
  private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(
        () -> {
          try {
            work.get().whenComplete((value, failure) -> settle(result, value, failure));
          } catch (RuntimeException failure) {
            settle(result, null, failure);
          }
        });
    return result;
  }

  private static <T> void settle(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(ConnectionFailed.of(failure));
    }
  }

  @Override
  public String toString() {
    return "host " + id;
  }
}
