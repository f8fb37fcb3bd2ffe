package org.meshwork.libp2p.host.dial;

import io.netty.util.concurrent.EventExecutor;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.host.gate.ConnectionGater;
import org.meshwork.libp2p.host.names.NameResolver;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Transport;

/**
 * What dialling stands on.
 *
 * @param transports asked in this order
 * @param executor one thread, with the time
 * @param own where the host listens now
 */
public record DialContext(
    List<Transport> transports,
    EventExecutor executor,
    DialSettings settings,
    ConnectionGater gater,
    NameResolver names,
    Resources resources,
    RandomGenerator random,
    Supplier<? extends Collection<Multiaddr>> own) {
  public DialContext {
    transports = List.copyOf(transports);
    Objects.requireNonNull(executor);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(gater);
    Objects.requireNonNull(names);
    Objects.requireNonNull(resources);
    Objects.requireNonNull(random);
    Objects.requireNonNull(own);
  }
}
