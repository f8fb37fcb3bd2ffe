package org.meshwork.libp2p.transport.memory;

import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** A space of numbers, apart from those of other networks. Safe to share between threads. */
public final class MemoryNetwork {
  /** Netty's local addresses are one space for the whole process. */
  private static final AtomicLong NETWORKS = new AtomicLong();

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final String ANY = "0";

  private final String prefix = "libp2p-memory-" + NETWORKS.incrementAndGet() + "/";

  /** Far above the numbers that people choose. */
  private final AtomicLong free = new AtomicLong(1L << 32);

  /** The number in an address; empty if it is another kind of address. */
  static Optional<String> number(Multiaddr address) {
    List<AddressComponent> steps = address.components();
    boolean isAlone =
        steps.size() == 1 || steps.size() == 2 && steps.get(1).protocol() == AddressProtocol.P2P;
    return Optional.of(steps.get(0))
        .filter(step -> isAlone && step.protocol() == AddressProtocol.MEMORY)
        .map(AddressComponent::text)
        .filter(text -> NUMBER.matcher(text).matches());
  }

  LocalAddress place(String number) {
    return number.equals(ANY) ? anyPlace() : new LocalAddress(prefix + number);
  }

  LocalAddress anyPlace() {
    return new LocalAddress(prefix + free.getAndIncrement());
  }

  Multiaddr address(SocketAddress place) {
    String number = ((LocalAddress) place).id().substring(prefix.length());
    return new Multiaddr(List.of(AddressComponent.of(AddressProtocol.MEMORY, number)));
  }
}
