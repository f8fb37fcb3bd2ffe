package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.gate.ConnectionGater;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Acceptor;

/** Takes connections in, or refuses them. On the host's executor, unless it says otherwise. */
final class Admission implements Acceptor {
  private static final System.Logger LOG = System.getLogger(Host.class.getName());

  /** What becomes of the connections that are taken in. */
  interface Owner {
    void admitted(Connection connection);

    void ended(Connection connection, ConnectionFailed reason);
  }

  private final PeerId self;
  private final EventExecutor executor;
  private final ConnectionGater gater;
  private final Connections connections;
  private final Owner owner;

  /** Refused ones that have not ended yet. */
  private final Set<CompletableFuture<ConnectionFailed>> ending = new HashSet<>();

  private boolean isClosed;

  Admission(
      PeerId self,
      EventExecutor executor,
      ConnectionGater gater,
      Connections connections,
      Owner owner) {
    this.self = self;
    this.executor = executor;
    this.gater = gater;
    this.connections = connections;
    this.owner = owner;
  }

  /** From any thread. */
  @Override
  public boolean admits(Multiaddr remoteAddress) {
    return gater.allowsAccept(remoteAddress);
  }

  /** Takes a connection that a peer has made. From any thread. */
  @Override
  public void accept(Connection connection) {
    try {
      executor.execute(() -> admitOrClose(connection));
    } catch (RejectedExecutionException isShutDown) {
      connection.close();
    }
  }

  private void admitOrClose(Connection connection) {
    try {
      admit(connection);
    } catch (ConnectionFailed refused) {
      LOG.log(Level.DEBUG, () -> "refused " + connection, refused);
    }
  }

  /**
   * @throws ConnectionFailed if it is refused; it is closed then
   */
  Connection admit(Connection connection) {
    try {
      requireAdmissible(connection);
    } catch (ConnectionFailed refused) {
      end(connection);
      throw refused;
    }
    connections.add(connection);
    owner.admitted(connection);
    connection.ended().whenCompleteAsync((reason, never) -> remove(connection, reason), executor);
    return connection;
  }

  /**
   * @throws ConnectionFailed if the host is closed, or it is the peer itself
   */
  void requireOther(Optional<PeerId> peer) {
    if (isClosed) {
      throw closed();
    }
    if (peer.filter(self::equals).isPresent()) {
      throw new ConnectionFailed(Reason.SELF_DIALLED, self + " is this host itself");
    }
  }

  private void requireAdmissible(Connection connection) {
    PeerId peer = connection.remotePeer();
    requireOther(Optional.of(peer));
    if (!gater.allowsPeer(peer, connection.remoteAddress())) {
      throw new ConnectionFailed(Reason.DENIED, peer + " may not be connected");
    }
    if (!connections.hasRoomFor(peer)) {
      throw new ConnectionFailed(Reason.TOO_MUCH, "no more connections, or none to " + peer);
    }
  }

  static ConnectionFailed closed() {
    return new ConnectionFailed(Reason.CLOSED, "the host is closed");
  }

  private void end(Connection connection) {
    CompletableFuture<ConnectionFailed> ended = connection.ended().toCompletableFuture();
    ending.add(ended);
    ended.whenCompleteAsync((reason, never) -> ending.remove(ended), executor);
    connection.close();
  }

  void remove(Connection connection, ConnectionFailed reason) {
    if (connections.remove(connection)) {
      owner.ended(connection, reason);
    }
  }

  /** Closes the connections that the gater refuses by now. */
  void review() {
    connections.all().stream()
        .filter(open -> !gater.allowsPeer(open.remotePeer(), open.remoteAddress()))
        .forEach(Connection::close);
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Refuses all from now on. */
  void close() {
    isClosed = true;
  }

  /**
   * Ends all connections; completes on the executor, when those that were refused have ended, too.
   */
  CompletableFuture<Void> endAll() {
    Set<CompletableFuture<ConnectionFailed>> all = new HashSet<>(ending);
    for (Connection connection : connections.all()) {
      all.add(connection.ended().toCompletableFuture());
      connection.close();
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
        .thenComposeAsync(
            nothing -> {
              removeEnded();
              // One may have come that was on its way.
              return ending.isEmpty() ? CompletableFuture.completedFuture(null) : endAll();
            },
            executor);
  }

  /** They are gone before anybody hears that the host is closed. */
  private void removeEnded() {
    connections
        .all()
        .forEach(connection -> connection.ended().thenAccept(reason -> remove(connection, reason)));
  }
}
