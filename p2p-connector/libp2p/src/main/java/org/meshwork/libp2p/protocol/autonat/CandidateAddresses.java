package org.meshwork.libp2p.protocol.autonat;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/**
 * Where others may reach this host: where it listens, and where that is no public place, the same
 * port at the place where most peers see it.
 */
final class CandidateAddresses {
  static final int MAX = 8;

  private final boolean arePrivateTaken;

  CandidateAddresses(boolean arePrivateTaken) {
    this.arePrivateTaken = arePrivateTaken;
  }

  /**
   * @param observed one for each peer that has said so
   */
  List<Multiaddr> of(List<Multiaddr> listening, Collection<Multiaddr> observed) {
    List<InetAddress> seen =
        observed.stream().flatMap(address -> IpAddresses.of(address).stream()).toList();
    return listening.stream()
        .flatMap(address -> candidate(address, seen))
        .distinct()
        .limit(MAX)
        .toList();
  }

  private Stream<Multiaddr> candidate(Multiaddr listening, List<InetAddress> seen) {
    return IpAddresses.of(listening).stream()
        .flatMap(
            place ->
                isTaken(place)
                    ? Stream.of(listening)
                    : elsewhere(place, seen).map(other -> at(other, listening)));
  }

  /** Who listens at {@code ::} takes IPv4 as well. */
  private Stream<InetAddress> elsewhere(InetAddress place, List<InetAddress> seen) {
    boolean takesBoth = place.isAnyLocalAddress() && place instanceof Inet6Address;
    Stream<InetAddress> alike = seen.stream().filter(one -> IpAddresses.areOfOneFamily(one, place));
    Stream<InetAddress> ofIp4 =
        seen.stream().filter(one -> takesBoth && one instanceof Inet4Address);
    return Stream.of(mostSeen(alike), mostSeen(ofIp4)).flatMap(Optional::stream);
  }

  private boolean isTaken(InetAddress place) {
    return arePrivateTaken ? IpAddresses.isOfOneHost(place) : IpAddresses.isPublic(place);
  }

  private Optional<InetAddress> mostSeen(Stream<InetAddress> seen) {
    // The name breaks ties, so that the same is found each time.
    return seen
        .filter(this::isTaken)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(
            Map.Entry.<InetAddress, Long>comparingByValue()
                .thenComparing(entry -> entry.getKey().getHostAddress(), Comparator.naturalOrder()))
        .map(Map.Entry::getKey);
  }

  private static Multiaddr at(InetAddress place, Multiaddr listening) {
    AddressProtocol family =
        place.getAddress().length == 4 ? AddressProtocol.IP4 : AddressProtocol.IP6;
    List<AddressComponent> steps = new ArrayList<>(listening.components());
    steps.set(0, new AddressComponent(family, Bytes.of(place.getAddress())));
    return new Multiaddr(steps);
  }
}
