package org.meshwork.libp2p.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Listens for the transports of plain bytes: accepts, prepares the wire, upgrades. */
public final class ChannelListener implements Listener {
  private static final System.Logger LOG = System.getLogger(ChannelListener.class.getName());

  private final Upgrader upgrader;
  private final Wire wire;
  private final Acceptor acceptor;
  private final Set<Attempt> underWay = ConcurrentHashMap.newKeySet();
  private volatile Channel server;

  private ChannelListener(Upgrader upgrader, Wire wire, Acceptor acceptor) {
    this.upgrader = upgrader;
    this.wire = wire;
    this.acceptor = acceptor;
  }

  /**
   * @param bootstrap with its groups, channel and options
   * @return as {@link Transport#listen}
   */
  public static CompletionStage<Listener> listen(
      ServerBootstrap bootstrap,
      SocketAddress place,
      Wire wire,
      Upgrader upgrader,
      Acceptor acceptor) {
    return new ChannelListener(upgrader, wire, acceptor).listen(bootstrap, place);
  }

  private CompletionStage<Listener> listen(ServerBootstrap bootstrap, SocketAddress place) {
    CompletableFuture<Listener> listening = new CompletableFuture<>();
    ChannelFuture bound =
        bootstrap
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                })
            .bind(place);
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            server = bound.channel();
            if (!listening.complete(this)) {
              close();
            }
          } else {
            listening.completeExceptionally(unavailable(place, done.cause()));
          }
        });
    return listening;
  }

  private static ConnectionFailed unavailable(SocketAddress place, Throwable cause) {
    return new ConnectionFailed(
        Reason.ADDRESS_UNAVAILABLE, "can't listen at " + place + ": " + cause.getMessage(), cause);
  }

  private void accept(Channel channel) {
    if (!upgrader.inbound().tryAcquire()) {
      LOG.log(Level.DEBUG, "too many handshakes at once; hung up on {0}", channel.remoteAddress());
      channel.close();
      return;
    }
    Attempt attempt = new Attempt(upgrader.timeout());
    underWay.add(attempt);
    attempt
        .result()
        .whenComplete(
            (connection, failure) -> {
              upgrader.inbound().release();
              underWay.remove(attempt);
              settle(channel, connection, failure);
            });
    attempt.begin(channel);
    attempt.endWith(channel);
    channel.pipeline().addLast(new UpgradeStart(active -> start(active, attempt)));
  }

  private void settle(Channel channel, Connection connection, Throwable failure) {
    if (failure != null) {
      LOG.log(Level.DEBUG, () -> "no connection from " + channel.remoteAddress(), failure);
      return;
    }
    try {
      acceptor.accept(connection);
    } catch (RuntimeException thrown) {
      LOG.log(Level.WARNING, () -> "the acceptor failed; closed " + connection, thrown);
      connection.close();
    }
  }

  private void start(Channel channel, Attempt attempt) {
    Route route =
        new Route(
            upgrader.nameOver(wire.name()),
            wire.addresses().apply(channel.localAddress()),
            wire.addresses().apply(channel.remoteAddress()),
            false);
    if (!acceptor.admits(route.remoteAddress())) {
      attempt.fail(new ConnectionFailed(Reason.DENIED, route.remoteAddress() + " may not connect"));
      return;
    }
    wire.preparation()
        .apply(channel)
        .thenCompose(prepared -> upgrader.upgrade(channel, route, Optional.empty()))
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                attempt.succeed(connection);
              } else {
                attempt.fail(Failures.of(failure, "no connection from a peer"));
              }
            });
  }

  @Override
  public Multiaddr address() {
    return wire.addresses().apply(server.localAddress());
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    server
        .close()
        .addListener(
            done -> {
              underWay.forEach(
                  attempt ->
                      attempt.fail(
                          new ConnectionFailed(Reason.CLOSED, "this side listens no more")));
              closed.complete(null);
            });
    return closed;
  }
}
