package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.peer.PeerId;

/** Upgrades channels that were connected in another way than by dialling or listening. */
public final class ChannelUpgrade {
  private final Upgrader upgrader;
  private final Route route;
  private final Optional<PeerId> expected;
  private final Attempt attempt;

  private ChannelUpgrade(Upgrader upgrader, Route route, Optional<PeerId> expected) {
    this.upgrader = upgrader;
    this.route = route;
    this.expected = expected;
    this.attempt = new Attempt(upgrader.timeout());
  }

  /**
   * Registers the channel, and upgrades it as soon as it is active. It is closed when that fails.
   *
   * @param channel not registered yet, of plain bytes
   * @param expected who must be at the other end; anybody if empty
   * @return exceptionally {@link ConnectionFailed}, of whom peers began also {@code TOO_MUCH} when
   *     too many upgrades are under way; cancelling the future gives the attempt up
   */
  public static CompletionStage<Connection> begin(
      Channel channel,
      EventLoop eventLoop,
      Route route,
      Optional<PeerId> expected,
      Upgrader upgrader) {
    return new ChannelUpgrade(upgrader, route, expected).begin(channel, eventLoop);
  }

  private CompletionStage<Connection> begin(Channel channel, EventLoop eventLoop) {
    channel.pipeline().addLast(new UpgradeStart(this::start));
    eventLoop
        .register(channel)
        .addListener(
            registered -> {
              if (!registered.isSuccess()) {
                channel.unsafe().closeForcibly();
                attempt.fail(Failures.of(registered.cause(), "no event loop for a channel"));
              }
            });
    return attempt.result();
  }

  private boolean hasRoom() {
    if (!upgrader.inbound().tryAcquire()) {
      return false;
    }
    attempt.result().whenComplete((connection, failure) -> upgrader.inbound().release());
    return true;
  }

  private void start(Channel channel) {
    attempt.begin(channel);
    attempt.endWith(channel);
    if (!route.isInitiator() && !hasRoom()) {
      attempt.fail(
          new ConnectionFailed(Reason.TOO_MUCH, "too many handshakes of peers are under way"));
      return;
    }
    Route named =
        new Route(
            upgrader.nameOver(route.transport()),
            route.localAddress(),
            route.remoteAddress(),
            route.isInitiator(),
            route.isLimited());
    upgrader
        .upgrade(channel, named, expected)
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                attempt.succeed(connection);
              } else {
                attempt.fail(Failures.of(failure, "no connection at " + route.remoteAddress()));
              }
            });
  }
}
