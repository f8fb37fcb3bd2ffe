package org.meshwork.libp2p.protocol.autonat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * What is known at one time.
 *
 * @param host whether others can reach it at any address
 * @param addresses each that servers are asked about; public or private only where a server that
 *     judges single addresses has said so
 */
public record ReachabilityReport(Reachability host, Map<Multiaddr, Reachability> addresses) {
  static final ReachabilityReport NOTHING = new ReachabilityReport(Reachability.UNKNOWN, Map.of());

  public ReachabilityReport {
    Objects.requireNonNull(host);
    addresses = Map.copyOf(addresses);
  }

  /** Those that others can reach, in no order. */
  public List<Multiaddr> publicAddresses() {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue() == Reachability.PUBLIC)
        .map(Map.Entry::getKey)
        .toList();
  }
}
