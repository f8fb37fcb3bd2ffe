package org.meshwork.libp2p.host;

import io.netty.util.concurrent.EventExecutor;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.host.gate.ConnectionGater;
import org.meshwork.libp2p.host.names.NameResolver;
import org.meshwork.libp2p.peerstore.MemoryPeerStore;
import org.meshwork.libp2p.peerstore.PeerStore;

/**
 * What a host stands on besides its transports. They outlive the host.
 *
 * @param peerStore what is known of peers
 * @param gater who may be connected
 * @param names resolves {@code /dns…}
 * @param random by which pauses vary; used on the host's executor only
 */
public record HostPorts(
    PeerStore peerStore, ConnectionGater gater, NameResolver names, RandomGenerator random) {
  public HostPorts {
    Objects.requireNonNull(peerStore);
    Objects.requireNonNull(gater);
    Objects.requireNonNull(names);
    Objects.requireNonNull(random);
  }

  /** Peers in memory, everybody welcome, no names. */
  public static HostPorts inMemory(EventExecutor executor, RandomGenerator random) {
    return new HostPorts(
        new MemoryPeerStore(executor.ticker()),
        ConnectionGater.EVERYBODY,
        NameResolver.none(),
        random);
  }

  public HostPorts withPeerStore(PeerStore other) {
    return new HostPorts(other, gater, names, random);
  }

  public HostPorts withGater(ConnectionGater other) {
    return new HostPorts(peerStore, other, names, random);
  }

  public HostPorts withNames(NameResolver other) {
    return new HostPorts(peerStore, gater, other, random);
  }
}
