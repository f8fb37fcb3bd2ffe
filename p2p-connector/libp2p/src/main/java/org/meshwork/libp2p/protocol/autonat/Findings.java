package org.meshwork.libp2p.protocol.autonat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** All votes, on the host and on its addresses. On the host's executor. */
final class Findings {
  private final Map<Multiaddr, Tally> byAddress = new LinkedHashMap<>();
  private final int needed;
  private Tally whole;

  Findings(int needed) {
    this.needed = needed;
    this.whole = new Tally(needed);
  }

  List<Multiaddr> addresses() {
    return List.copyOf(byAddress.keySet());
  }

  /** Those that stay keep their votes; what was said of the host was said of others, too. */
  void addresses(List<Multiaddr> next) {
    Map<Multiaddr, Tally> before = new LinkedHashMap<>(byAddress);
    byAddress.clear();
    next.forEach(
        address -> byAddress.put(address, before.getOrDefault(address, new Tally(needed))));
    whole = new Tally(needed);
  }

  void add(PeerId server, Finding finding) {
    if (finding.address().isEmpty()) {
      whole.add(server, finding.isReachable());
      return;
    }
    Tally tally = byAddress.get(finding.address().get());
    if (tally != null) {
      tally.add(server, finding.isReachable());
    }
  }

  boolean isSettled(Multiaddr address) {
    return byAddress.get(address).isSettled();
  }

  boolean isHostSettled() {
    return whole.isSettled()
        || areAllDecided() && byAddress.values().stream().allMatch(Tally::isSettled);
  }

  private boolean areAllDecided() {
    return !byAddress.isEmpty()
        && byAddress.values().stream().noneMatch(tally -> is(tally, Reachability.UNKNOWN));
  }

  private static boolean is(Tally tally, Reachability verdict) {
    return tally.verdict() == verdict;
  }

  ReachabilityReport report() {
    return new ReachabilityReport(
        host(),
        byAddress.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().verdict())));
  }

  /** Dials that were proven count for more than those that were only told of. */
  private Reachability host() {
    if (byAddress.values().stream().anyMatch(tally -> is(tally, Reachability.PUBLIC))) {
      return Reachability.PUBLIC;
    }
    return areAllDecided() ? Reachability.PRIVATE : whole.verdict();
  }
}
