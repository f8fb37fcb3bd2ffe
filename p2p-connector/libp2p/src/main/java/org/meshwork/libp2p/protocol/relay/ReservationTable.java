package org.meshwork.libp2p.protocol.relay;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.IpEndpoint;

/** Who can be reached over this relay, and for how long. On the host's executor. */
final class ReservationTable {
  /** A reservation that is younger is not made anew: a signature costs more than a request. */
  private static final Duration YOUTH = Duration.ofSeconds(10);

  private static final int IP6_NETWORK_BYTES = 8;

  private static final class Held {
    final Bytes network;
    final HopMessage answer;
    final long since;
    final Future<?> expiry;
    Connection connection;

    Held(Connection connection, HopMessage answer, long since, Future<?> expiry) {
      this.network = network(connection);
      this.answer = answer;
      this.since = since;
      this.expiry = expiry;
      this.connection = connection;
    }
  }

  private final Map<PeerId, Held> byPeer = new HashMap<>();
  private final Map<Bytes, Integer> perNetwork = new HashMap<>();
  private final EventExecutor executor;
  private final RelaySettings settings;

  ReservationTable(EventExecutor executor, RelaySettings settings) {
    this.executor = executor;
    this.settings = settings;
  }

  /** The host's network: peers there are taken for one owner's. */
  static Bytes network(Connection connection) {
    Bytes host =
        IpEndpoint.of(connection.remoteAddress())
            .map(IpEndpoint::host)
            .orElseGet(() -> connection.remoteAddress().encode());
    boolean isIp6 = connection.remoteAddress().has(AddressProtocol.IP6);
    return isIp6 ? host.slice(0, IP6_NETWORK_BYTES) : host;
  }

  /** What the peer was told not long ago. */
  Optional<HopMessage> recent(PeerId peer) {
    return Optional.ofNullable(byPeer.get(peer))
        .filter(held -> executor.ticker().nanoTime() - held.since < YOUTH.toNanos())
        .map(held -> held.answer);
  }

  /** Whether the peer may have a reservation, a new one or again. */
  boolean hasRoomFor(Connection connection) {
    Held held = byPeer.get(connection.remotePeer());
    Bytes network = network(connection);
    boolean isThere = held != null && held.network.equals(network);
    return (held != null || byPeer.size() < settings.maxReservations())
        && (isThere || perNetwork.getOrDefault(network, 0) < settings.maxReservationsPerNetwork());
  }

  /** Called when there is room. */
  void put(Connection connection, HopMessage answer) {
    PeerId peer = connection.remotePeer();
    remove(peer);
    Future<?> expiry =
        executor.schedule(
            () -> remove(peer), settings.reservationTime().toNanos(), TimeUnit.NANOSECONDS);
    Held held = new Held(connection, answer, executor.ticker().nanoTime(), expiry);
    byPeer.put(peer, held);
    perNetwork.merge(held.network, 1, Integer::sum);
  }

  void remove(PeerId peer) {
    Held held = byPeer.remove(peer);
    if (held != null) {
      held.expiry.cancel(false);
      perNetwork.computeIfPresent(held.network, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Where the peer can be reached, if it has a reservation. */
  Optional<Connection> connection(PeerId peer) {
    return Optional.ofNullable(byPeer.get(peer)).map(held -> held.connection);
  }

  /** The peer's reservation goes on over another connection. */
  void move(PeerId peer, Connection connection) {
    Optional.ofNullable(byPeer.get(peer)).ifPresent(held -> held.connection = connection);
  }

  int size() {
    return byPeer.size();
  }

  void clear() {
    byPeer.values().forEach(held -> held.expiry.cancel(false));
    byPeer.clear();
    perNetwork.clear();
  }
}
