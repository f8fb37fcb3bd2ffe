package org.meshwork.libp2p.node;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.gossipsub.GossipSubSettings;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.security.pnet.PreSharedKey;

/**
 * What a node is like. Identify and ping are always there.
 *
 * @param listen where it listens as soon as it starts, each by one of its ways
 * @param ways by which it reaches peers and is reached, besides relays; at least one
 * @param network the private one that it is in, if any
 * @param hashTable empty to take no part in any
 * @param gossip empty to take no part in it
 * @param finding of peers, besides what it is told and others tell
 */
public record NodeSettings(
    List<Multiaddr> listen,
    Set<Way> ways,
    Optional<PreSharedKey> network,
    HostSettings host,
    IdentifySettings identify,
    PingSettings ping,
    Optional<HashTableUse> hashTable,
    Optional<GossipSubSettings> gossip,
    Reaching reaching,
    Finding finding,
    Services services) {
  /** Listens nowhere, reaches by TCP and QUIC, takes part in everything, and serves nobody. */
  public static final NodeSettings DEFAULT =
      new NodeSettings(
          List.of(),
          EnumSet.of(Way.TCP, Way.QUIC),
          Optional.empty(),
          HostSettings.DEFAULT,
          IdentifySettings.DEFAULT,
          PingSettings.DEFAULT,
          Optional.of(HashTableUse.DEFAULT),
          Optional.of(GossipSubSettings.DEFAULT),
          Reaching.DEFAULT,
          Finding.DEFAULT,
          Services.NONE);

  /**
   * @throws IllegalArgumentException if they contradict each other, with their names
   */
  public NodeSettings {
    listen = List.copyOf(listen);
    ways = Set.copyOf(ways);
    Objects.requireNonNull(network);
    Objects.requireNonNull(host);
    Objects.requireNonNull(identify);
    Objects.requireNonNull(ping);
    Objects.requireNonNull(hashTable);
    Objects.requireNonNull(gossip);
    Objects.requireNonNull(reaching);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(services);
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("ways are none: no peer could be reached");
    }
    if (network.isPresent() && ways.contains(Way.QUIC)) {
      throw new IllegalArgumentException("ways have QUIC, which can't be in a private network");
    }
  }

  public NodeSettings withListen(Multiaddr... addresses) {
    return new NodeSettings(
        List.of(addresses),
        ways,
        network,
        host,
        identify,
        ping,
        hashTable,
        gossip,
        reaching,
        finding,
        services);
  }

  public NodeSettings withWays(Set<Way> others) {
    return new NodeSettings(
        listen, others, network, host, identify, ping, hashTable, gossip, reaching, finding,
        services);
  }

  /** In a private network, by the ways among these that can be in one. */
  public NodeSettings withNetwork(PreSharedKey key) {
    Set<Way> fit = EnumSet.copyOf(ways);
    fit.remove(Way.QUIC);
    return new NodeSettings(
        listen,
        fit,
        Optional.of(key),
        host,
        identify,
        ping,
        hashTable,
        gossip,
        reaching,
        finding,
        services);
  }

  public NodeSettings withHost(HostSettings other) {
    return new NodeSettings(
        listen, ways, network, other, identify, ping, hashTable, gossip, reaching, finding,
        services);
  }

  public NodeSettings withHashTable(Optional<HashTableUse> other) {
    return new NodeSettings(
        listen, ways, network, host, identify, ping, other, gossip, reaching, finding, services);
  }

  public NodeSettings withGossip(Optional<GossipSubSettings> other) {
    return new NodeSettings(
        listen, ways, network, host, identify, ping, hashTable, other, reaching, finding, services);
  }

  public NodeSettings withReaching(Reaching other) {
    return new NodeSettings(
        listen, ways, network, host, identify, ping, hashTable, gossip, other, finding, services);
  }

  public NodeSettings withFinding(Finding other) {
    return new NodeSettings(
        listen, ways, network, host, identify, ping, hashTable, gossip, reaching, other, services);
  }

  public NodeSettings withServices(Services other) {
    return new NodeSettings(
        listen, ways, network, host, identify, ping, hashTable, gossip, reaching, finding, other);
  }
}
