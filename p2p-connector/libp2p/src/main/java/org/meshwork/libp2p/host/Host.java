package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.peerstore.PeerStore;
import org.meshwork.libp2p.transport.Transport;

/**
 * This program among its peers: listens, dials, and speaks protocols on streams. Methods may be
 * called from any thread and never block; stages complete on the host's executor or on the event
 * loop of the connection concerned, where dependents must not block either. Cancelling a stage
 * gives up nothing, since others may wait for the same.
 */
public final class Host {
  private static final int MAX_ANNOUNCED = 64;

  private final PrivateKey key;
  private final PeerId id;
  private final EventExecutor executor;
  private final HostSettings settings;
  private final PeerStore peerStore;
  private final HostTasks tasks;
  private final HostState state;

  /** With peers in memory, everybody welcome, and no names that could be resolved. */
  public Host(
      PrivateKey key, List<Transport> transports, EventExecutor executor, HostSettings settings) {
    this(
        key,
        transports,
        executor,
        settings,
        // Pauses only have to vary from host to host, which is what its name does.
        HostPorts.inMemory(executor, new SplittableRandom(PeerId.of(key.publicKey()).hashCode())));
  }

  /**
   * @param transports asked in this order; they prove the same key to peers
   * @param executor one thread, which keeps the host's state and its time; it outlives the host
   */
  public Host(
      PrivateKey key,
      List<Transport> transports,
      EventExecutor executor,
      HostSettings settings,
      HostPorts ports) {
    this.key = Objects.requireNonNull(key);
    this.id = PeerId.of(key.publicKey());
    this.executor = Objects.requireNonNull(executor);
    this.settings = Objects.requireNonNull(settings);
    this.peerStore = ports.peerStore();
    this.tasks = new HostTasks(executor);
    this.state = new HostState(id, List.copyOf(transports), executor, settings, ports);
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

  /** What is known of peers. */
  public PeerStore peerStore() {
    return peerStore;
  }

  /** Which connections to keep when they are too many. */
  public ConnectionManager connectionManager() {
    return state.manager;
  }

  /** What is in use; for protocols that keep much for peers, too. */
  public Resources resources() {
    return state.resources;
  }

  /**
   * Listens, and takes the connections in that come.
   *
   * @return the address, with the port that was taken; exceptionally {@link ConnectionFailed}
   */
  public CompletionStage<Multiaddr> listen(Multiaddr address) {
    return tasks.call(() -> state.listen(address));
  }

  /** Where the host listens now, as its listeners say: an unspecified address is left as it is. */
  public List<Multiaddr> listenAddresses() {
    return state.listening.addresses();
  }

  /**
   * Takes no more connections at an address of {@link #listenAddresses}; those that there are stay.
   *
   * @return completes when nothing listens there any more; at once if nothing did
   */
  public CompletionStage<Void> stopListening(Multiaddr address) {
    return tasks.call(() -> state.stopListening(address));
  }

  /**
   * Tells peers that this host is reached there, too, as behind a NAT that lets them in; in place
   * of what was announced before.
   *
   * @param addresses at most 64, without {@code /p2p} steps for this host
   */
  public void announce(List<Multiaddr> addresses) {
    List<Multiaddr> copy = List.copyOf(addresses);
    if (copy.size() > MAX_ANNOUNCED) {
      throw new IllegalArgumentException(copy.size() + " addresses, not 64 at most");
    }
    tasks.run(() -> state.announce(copy));
  }

  /**
   * Where peers are told that this host is reached: what is {@link #announce announced}, then where
   * it listens, but for unspecified addresses.
   */
  public List<Multiaddr> addresses() {
    return state.listening.told();
  }

  /**
   * Connects to the address, with or without a {@code /p2p} step, even if it failed just now. With
   * a peer in it, gives an open connection to the peer if there is one, and shares a dial under
   * way.
   *
   * @return exceptionally {@link ConnectionFailed}: {@code SELF_DIALLED} if it leads here
   */
  public CompletionStage<Connection> dial(Multiaddr address) {
    return tasks.call(() -> state.dial(peerIn(address), address));
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
   * @param addresses ranked before they are tried, even if they failed just now
   * @return exceptionally {@link ConnectionFailed}: what the last address met, {@code TIMED_OUT},
   *     {@code SELF_DIALLED}, {@code DENIED} by the gater, {@code TOO_MUCH} at a bound, {@code
   *     CLOSED} when the host is
   */
  public CompletionStage<Connection> connect(PeerId peer, List<Multiaddr> addresses) {
    List<Multiaddr> copy = List.copyOf(addresses);
    return tasks.call(() -> state.connect(peer, copy));
  }

  /**
   * As {@link #connect(PeerId, List)}, at the addresses that the peer store knows.
   *
   * @return exceptionally also {@code UNREACHABLE} if none is known, or all failed not long ago
   */
  public CompletionStage<Connection> connect(PeerId peer) {
    return tasks.call(() -> state.connect(peer));
  }

  /**
   * Gives a connection to the peer that doesn't lead over a relay, even while one does; else as
   * {@link #connect(PeerId, List)}.
   *
   * @param addresses those over relays are left out
   */
  public CompletionStage<Connection> connectDirectly(PeerId peer, List<Multiaddr> addresses) {
    List<Multiaddr> copy = List.copyOf(addresses);
    return tasks.call(() -> state.connectDirectly(peer, copy));
  }

  /**
   * Takes in a connection that was made in another way than by dialling and listening.
   *
   * @return exceptionally {@link ConnectionFailed} if it is refused; it is closed then
   */
  public CompletionStage<Connection> adopt(Connection connection) {
    return tasks.call(() -> CompletableFuture.completedStage(state.admission.admit(connection)));
  }

  /** The connections that are open now. */
  public List<Connection> connections() {
    return state.connections.all();
  }

  /** Those to one peer, oldest first. */
  public List<Connection> connections(PeerId peer) {
    return state.connections.to(peer);
  }

  /** Asks the gater about the open connections again, and closes those that it refuses now. */
  public void reviewConnections() {
    tasks.run(state.admission::review);
  }

  /**
   * Opens a stream on the oldest open connection to the peer, on a limited one only if there is no
   * other.
   *
   * @param protocols 1 to 64, the preferred first
   * @return exceptionally {@link ConnectionFailed}: {@code CLOSED} if there is no connection,
   *     {@code LIMITED} if there are only limited ones and none of the protocols is allowed there,
   *     {@code NO_COMMON_PROTOCOL}, {@code TIMED_OUT}, {@code TOO_MUCH} at a limit, or what the
   *     connection met
   */
  public CompletionStage<ProtocolStream> openStream(PeerId peer, String... protocols) {
    List<String> copy = List.of(protocols);
    return state
        .connections
        .openTo(peer)
        .map(connection -> openStream(connection, copy))
        .orElseGet(
            () ->
                CompletableFuture.failedStage(
                    new ConnectionFailed(Reason.CLOSED, "there is no connection to " + peer)));
  }

  /** Opens a stream on this connection; as {@link #openStream(PeerId, String...)}. */
  public CompletionStage<ProtocolStream> openStream(Connection connection, List<String> protocols) {
    return state.openStream(connection, protocols);
  }

  /**
   * Lets either side speak the protocol on limited connections, too, where nothing else is spoken.
   *
   * @throws IllegalStateException if too many protocols are
   */
  public void allowOnLimitedConnections(String protocol) {
    state.handlers.allowOnLimited(protocol);
  }

  /**
   * Opens a stream to the peer, to which it connects first if need be.
   *
   * @return exceptionally as {@link #connect(PeerId)} and {@link #openStream(PeerId, String...)}
   */
  public CompletionStage<ProtocolStream> connectAndOpen(PeerId peer, String... protocols) {
    List<String> copy = List.of(protocols);
    return tasks.call(
        () -> state.connect(peer).thenCompose(connection -> openStream(connection, copy)));
  }

  /**
   * Takes the protocol's incoming streams from now on.
   *
   * @throws IllegalArgumentException if this is no protocol id
   * @throws IllegalStateException if it is handled already, or too many are
   */
  public void handle(String protocol, StreamHandler handler) {
    state.handlers.add(protocol, Objects.requireNonNull(handler));
    tasks.run(() -> state.events.tell(HostListener::changed));
  }

  /** Takes no more streams of the protocol; those that were taken go on. */
  public void unhandle(String protocol) {
    if (state.handlers.remove(protocol)) {
      tasks.run(() -> state.events.tell(HostListener::changed));
    }
  }

  /** What is handled, sorted. */
  public List<String> protocols() {
    return state.handlers.protocols();
  }

  public void addListener(HostListener listener) {
    state.events.add(listener);
  }

  public void removeListener(HostListener listener) {
    state.events.remove(listener);
  }

  /**
   * Gives dials up, and closes listeners and connections. The transports and the executor are left
   * to their owner.
   *
   * @return completes when all of them are closed; the same at each call
   */
  public CompletionStage<Void> close() {
    tasks.run(state::close);
    return state.closed();
  }

  @Override
  public String toString() {
    return "host " + id;
  }
}
