package org.meshwork.libp2p.node;

import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.gate.ConnectionGater;
import org.meshwork.libp2p.peerstore.PeerStore;

/**
 * What a node stands on. All of it outlives the node.
 *
 * @param key its identity
 * @param loops of Netty's NIO; one of them is the host's executor
 * @param clock the wall clock
 * @param random fit for secrets; used by all threads
 * @param gater who may be connected
 * @param peerStore what is known of peers; empty to keep it in memory
 */
public record NodePorts(
    PrivateKey key,
    EventLoopGroup loops,
    Clock clock,
    SecureRandom random,
    ConnectionGater gater,
    Optional<PeerStore> peerStore) {
  public NodePorts {
    Objects.requireNonNull(key);
    Objects.requireNonNull(loops);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(random);
    Objects.requireNonNull(gater);
    Objects.requireNonNull(peerStore);
  }

  /** Everybody is welcome, and peers are known in memory. */
  public NodePorts(PrivateKey key, EventLoopGroup loops, Clock clock, SecureRandom random) {
    this(key, loops, clock, random, ConnectionGater.EVERYBODY, Optional.empty());
  }

  public NodePorts withGater(ConnectionGater other) {
    return new NodePorts(key, loops, clock, random, other, peerStore);
  }

  public NodePorts withPeerStore(PeerStore other) {
    return new NodePorts(key, loops, clock, random, gater, Optional.of(other));
  }
}
