package org.meshwork.libp2p.simulation;

import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;

/**
 * The places of a simulation and what lies between them. A place is the first step of an address,
 * such as {@code /ip4/10.0.0.1}. For the thread of its time alone.
 */
public final class SimulatedNetwork {
  /** Netty's local addresses are one space for the whole process. */
  private static final AtomicLong NETWORKS = new AtomicLong();

  private static final char DIALLER = '#';
  private static final Duration MIN_RETRANSMISSION = Duration.ofMillis(200);
  private static final int MAX_RETRANSMISSIONS = 8;

  private final VirtualTime time;
  private final Links links;
  private final RandomGenerator random;
  private final String prefix = "libp2p-simulated-" + NETWORKS.incrementAndGet();
  private final Map<Multiaddr, Integer> sides = new HashMap<>();
  private final Set<Multiaddr> isolated = new HashSet<>();
  private final Set<LinkHandler> holding = new HashSet<>();
  private long dials;

  public SimulatedNetwork(VirtualTime time, Links links, RandomGenerator random) {
    this.time = Objects.requireNonNull(time);
    this.links = Objects.requireNonNull(links);
    this.random = Objects.requireNonNull(random);
  }

  /**
   * A node's way into the network.
   *
   * @param place one step, an address of IP; the node listens at ports of it
   */
  public Transport transport(Multiaddr place, Upgrader upgrader) {
    return new SimulatedTransport(this, time, place, upgrader);
  }

  /**
   * Cuts the network into sides that can't reach each other. What is on its way, and what is sent
   * from now on, waits for {@link #heal}; nobody is told.
   *
   * @param groups of places; those in none are a side of their own
   */
  public void partition(Collection<? extends Collection<Multiaddr>> groups) {
    sides.clear();
    int side = 0;
    for (Collection<Multiaddr> group : groups) {
      side++;
      for (Multiaddr place : group) {
        sides.put(place, side);
      }
    }
    goOn();
  }

  /** Cuts one place off from all others, as a node that is switched off or has lost its cable. */
  public void isolate(Multiaddr place) {
    isolated.add(place);
  }

  /** Undoes {@link #isolate}. */
  public void rejoin(Multiaddr place) {
    isolated.remove(place);
    goOn();
  }

  /** Undoes {@link #partition}; what waited arrives, late. */
  public void heal() {
    sides.clear();
    goOn();
  }

  private void goOn() {
    List<LinkHandler> all = new ArrayList<>(holding);
    holding.clear();
    all.forEach(LinkHandler::goOn);
  }

  boolean isCut(Multiaddr a, Multiaddr b) {
    return !a.equals(b)
        && (isolated.contains(a)
            || isolated.contains(b)
            || !sides.getOrDefault(a, 0).equals(sides.getOrDefault(b, 0)));
  }

  boolean isIsolated(Multiaddr place) {
    return isolated.contains(place);
  }

  /** Tells the handler when the network has changed. */
  void holds(LinkHandler handler) {
    holding.add(handler);
  }

  void forget(LinkHandler handler) {
    holding.remove(handler);
  }

  /** What a message needs that is sent now; with what it takes to send it again when it is lost. */
  long nanosBetween(Multiaddr from, Multiaddr to) {
    Link link = links.between(from, to);
    long latency = link.latency().toNanos();
    long jitter = link.jitter().toNanos();
    long again = Math.max(MIN_RETRANSMISSION.toNanos(), 2 * latency);
    long needed = latency + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
    for (int lost = 0; lost < MAX_RETRANSMISSIONS && isLost(link); lost++) {
      needed += again << lost;
    }
    return needed;
  }

  private boolean isLost(Link link) {
    return link.loss() > 0 && random.nextDouble() < link.loss();
  }

  LocalAddress listening(Multiaddr address) {
    return new LocalAddress(prefix + address);
  }

  /** Where a dial comes from: Netty wants each to be another. */
  LocalAddress dialling(Multiaddr place) {
    dials++;
    return new LocalAddress(prefix + place + DIALLER + dials);
  }

  /** What peers see of it: for one that dialled, its place alone. */
  Multiaddr address(SocketAddress local) {
    String text = ((LocalAddress) local).id().substring(prefix.length());
    int end = text.indexOf(DIALLER);
    return Multiaddr.parse(end < 0 ? text : text.substring(0, end));
  }

  static Multiaddr place(Multiaddr address) {
    AddressComponent first = address.components().get(0);
    return new Multiaddr(List.of(first));
  }

  static boolean isPlace(Multiaddr address) {
    AddressProtocol first = address.components().get(0).protocol();
    return first == AddressProtocol.IP4 || first == AddressProtocol.IP6;
  }
}
