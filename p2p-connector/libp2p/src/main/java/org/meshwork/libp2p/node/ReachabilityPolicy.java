package org.meshwork.libp2p.node;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.autonat.Reachability;
import org.meshwork.libp2p.protocol.autonat.ReachabilityListener;
import org.meshwork.libp2p.protocol.autonat.ReachabilityReport;

/** What follows from what is known of the host's reachability. On the host's executor. */
final class ReachabilityPolicy implements ReachabilityListener {
  private final Host host;
  private final List<Duty> duties;
  private final Optional<Reservations> reservations;

  /**
   * @param duties in the order of their beginning
   */
  ReachabilityPolicy(Host host, List<Duty> duties, Optional<Reservations> reservations) {
    this.host = host;
    this.duties = List.copyOf(duties);
    this.reservations = reservations;
  }

  void start() {
    changed(new ReachabilityReport(Reachability.UNKNOWN, Map.of()));
  }

  @Override
  public void changed(ReachabilityReport report) {
    host.announce(reachable(report));
    duties.forEach(duty -> duty.follow(report.host()));
    switch (report.host()) {
      case PRIVATE -> reservations.ifPresent(Reservations::seek);
      case PUBLIC -> reservations.ifPresent(Reservations::letGo);
      // As it was: the node may be where it was before.
      case UNKNOWN -> {}
    }
  }

  /** What is proven; where the host is reached and nobody proves where, what may be. */
  private static List<Multiaddr> reachable(ReachabilityReport report) {
    List<Multiaddr> proven = report.publicAddresses();
    boolean isProven = !proven.isEmpty() || report.host() != Reachability.PUBLIC;
    return (isProven ? proven : notPrivate(report))
        .stream().sorted(Comparator.comparing(Multiaddr::toString)).toList();
  }

  private static List<Multiaddr> notPrivate(ReachabilityReport report) {
    return report.addresses().entrySet().stream()
        .filter(entry -> entry.getValue() != Reachability.PRIVATE)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ends what began, last first. */
  void stop() {
    reservations.ifPresent(Reservations::letGo);
    for (int i = duties.size() - 1; i >= 0; i--) {
      duties.get(i).stop();
    }
  }
}
