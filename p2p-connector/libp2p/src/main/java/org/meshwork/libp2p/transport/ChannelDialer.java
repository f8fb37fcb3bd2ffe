package org.meshwork.libp2p.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;

/** Dials for the transports of plain bytes: connects, prepares the wire, upgrades. */
public final class ChannelDialer {
  private final Upgrader upgrader;
  private final Wire wire;
  private final Destination destination;
  private final boolean isInitiator;
  private final Attempt attempt;

  private ChannelDialer(
      Upgrader upgrader, Wire wire, Destination destination, boolean isInitiator) {
    this.upgrader = upgrader;
    this.wire = wire;
    this.destination = destination;
    this.isInitiator = isInitiator;
    this.attempt = new Attempt(upgrader.timeout());
  }

  /**
   * @param bootstrap with its group, channel and options, and with a local address if need be
   * @param target where the destination is for the channel
   * @return as {@link Transport#dial}
   */
  public static CompletionStage<Connection> dial(
      Bootstrap bootstrap,
      SocketAddress target,
      Wire wire,
      Destination destination,
      Upgrader upgrader) {
    return dial(bootstrap, target, wire, destination, upgrader, true);
  }

  /**
   * As above, in either role: who dials at the same time as the peer (simultaneous open) may have
   * to be the server of what is spoken on the channel.
   */
  public static CompletionStage<Connection> dial(
      Bootstrap bootstrap,
      SocketAddress target,
      Wire wire,
      Destination destination,
      Upgrader upgrader,
      boolean isInitiator) {
    return new ChannelDialer(upgrader, wire, destination, isInitiator).dial(bootstrap, target);
  }

  private CompletionStage<Connection> dial(Bootstrap bootstrap, SocketAddress target) {
    bootstrap
        .disableResolver()
        // The attempt's own timer covers connecting, too.
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                attempt.begin(channel);
                attempt.result().whenComplete((made, failure) -> leave(channel, failure));
                channel.pipeline().addLast(new UpgradeStart(ChannelDialer.this::start));
              }
            })
        .connect(target)
        .addListener(
            (ChannelFuture connected) -> {
              if (!connected.isSuccess()) {
                attempt.fail(Failures.of(connected.cause(), "can't reach " + where()));
              }
            });
    return attempt.result();
  }

  private void leave(Channel channel, Throwable failure) {
    if (failure != null) {
      upgrader.leftovers().add(channel);
    }
  }

  private String where() {
    return destination.address().toString();
  }

  private void start(Channel channel) {
    // Not before: why connecting failed is for the connect future to say.
    attempt.endWith(channel);
    Route route =
        new Route(
            upgrader.nameOver(wire.name()),
            wire.addresses().apply(channel.localAddress()),
            destination.address(),
            isInitiator);
    wire.preparation()
        .apply(channel)
        .thenCompose(prepared -> upgrader.upgrade(channel, route, destination.peer()))
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                attempt.succeed(connection);
              } else {
                attempt.fail(Failures.of(failure, "no connection to " + where()));
              }
            });
  }
}
