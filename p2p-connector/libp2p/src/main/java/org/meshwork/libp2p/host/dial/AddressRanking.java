package org.meshwork.libp2p.host.dial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * Which addresses to try first: direct ones before relays; near ones before public ones, if this
 * host is near, and else last; QUIC before TCP before WebSockets. IPv6 and IPv4 take turns where
 * nothing else tells them apart, IPv6 first (RFC 8305 section 4).
 */
final class AddressRanking {
  private static final List<Subnet> LOOPBACK = subnets("127.0.0.0/8", "::1");

  /** RFC 1918, 3927, 6598, 4193, 4291. */
  private static final List<Subnet> PRIVATE =
      subnets(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "169.254.0.0/16",
          "100.64.0.0/10",
          "fc00::/7",
          "fe80::/10");

  private static final List<Subnet> ANYWHERE = subnets("0.0.0.0", "::");

  private static final int RELAYED = 100;
  private static final int ELSEWHERE = 20;
  private static final int PUBLIC = 10;

  private final boolean isAtLoopback;
  private final boolean isAtPrivate;

  /**
   * @param own where this host listens; if nowhere, it may be near
   */
  AddressRanking(Collection<Multiaddr> own) {
    boolean mayBeAnywhere = own.isEmpty() || own.stream().anyMatch(at -> isIn(ANYWHERE, at));
    this.isAtLoopback = mayBeAnywhere || own.stream().anyMatch(at -> isIn(LOOPBACK, at));
    this.isAtPrivate = mayBeAnywhere || own.stream().anyMatch(at -> isIn(PRIVATE, at));
  }

  private static List<Subnet> subnets(String... texts) {
    return Stream.of(texts).map(Subnet::parse).toList();
  }

  private static boolean isIn(List<Subnet> subnets, Multiaddr address) {
    return subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }

  /** The best first; the given order where nothing tells addresses apart. */
  List<Candidate> ranked(List<Candidate> candidates) {
    Map<Integer, List<Candidate>> byRank = new TreeMap<>();
    for (Candidate candidate : candidates) {
      byRank.computeIfAbsent(rank(candidate.address()), absent -> new ArrayList<>()).add(candidate);
    }
    return byRank.values().stream().flatMap(equal -> inTurns(equal).stream()).toList();
  }

  private int rank(Multiaddr address) {
    int relayed = address.has(AddressProtocol.P2P_CIRCUIT) ? RELAYED : 0;
    return relayed + distance(address) + kind(address);
  }

  private int distance(Multiaddr address) {
    if (isIn(LOOPBACK, address)) {
      return isAtLoopback ? 0 : ELSEWHERE;
    }
    if (isIn(PRIVATE, address)) {
      return isAtPrivate ? 0 : ELSEWHERE;
    }
    return IpEndpoint.of(address).isPresent() ? PUBLIC : 0;
  }

  private static int kind(Multiaddr address) {
    if (address.has(AddressProtocol.WS) || address.has(AddressProtocol.WSS)) {
      return 2;
    }
    return address.has(AddressProtocol.TCP) ? 1 : 0;
  }

  private static List<Candidate> inTurns(List<Candidate> equal) {
    Deque<Candidate> first = new ArrayDeque<>();
    Deque<Candidate> second = new ArrayDeque<>();
    equal.forEach(next -> (next.address().has(AddressProtocol.IP6) ? first : second).add(next));
    List<Candidate> turns = new ArrayList<>();
    while (!first.isEmpty() || !second.isEmpty()) {
      Stream.of(first, second).filter(queue -> !queue.isEmpty()).forEach(q -> turns.add(q.poll()));
    }
    return turns;
  }
}
