package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.muxer.Muxer;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.pnet.PrivateNetwork;

/**
 * Makes connections of channels of plain bytes (libp2p/specs connections, "Upgrading connections").
 * Safe to share between threads; the transports of a host share one, and with it the bound of
 * inbound upgrades.
 */
public final class Upgrader {
  private final Optional<PrivateNetwork> network;
  private final SecurityStep security;
  private final MuxerStep muxing;
  private final UpgradeSettings settings;
  private final Semaphore inbound;
  private final Leftovers leftovers = new Leftovers();

  /**
   * @param network the private one that all peers have to be of, if any
   * @param securities at least one, the preferred first
   * @param muxers at least one, the preferred first
   */
  public Upgrader(
      Optional<PrivateNetwork> network,
      List<SecureChannel> securities,
      List<Muxer> muxers,
      UpgradeSettings settings) {
    if (securities.isEmpty() || muxers.isEmpty()) {
      throw new IllegalArgumentException("an upgrade needs a way to secure and one to mux");
    }
    this.network = Objects.requireNonNull(network);
    this.security = new SecurityStep(securities);
    this.muxing = new MuxerStep(muxers);
    this.settings = Objects.requireNonNull(settings);
    this.inbound = new Semaphore(settings.maxInboundUpgrades());
  }

  Duration timeout() {
    return settings.timeout();
  }

  /** Bounds the upgrades that peers have begun. */
  Semaphore inbound() {
    return inbound;
  }

  /** Of the dials of the transports that share this. */
  public Leftovers leftovers() {
    return leftovers;
  }

  /** What is below security, for people. */
  String nameOver(String wire) {
    return network.isPresent() ? wire + ", private network" : wire;
  }

  /** On the channel's event loop. */
  CompletionStage<Connection> upgrade(Channel channel, Route route, Optional<PeerId> expected) {
    Handshake handshake = new Handshake(route.isInitiator(), expected, muxing.protocols());
    network.ifPresent(key -> key.join(channel, route.isInitiator()));
    return security
        .run(channel, handshake, timeout())
        .thenCompose(
            secured ->
                muxing
                    .run(channel, route.isInitiator(), secured.peer().muxer(), timeout())
                    .thenApply(muxed -> new UpgradedConnection(channel, route, secured, muxed)));
  }
}
