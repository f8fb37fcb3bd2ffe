package org.meshwork.libp2p.protocol.dcutr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.IpEndpoint;

/**
 * Where this side takes itself to be seen by others: what the host tells, and where peers say that
 * they see it. Over TCP they see the port of one connection; the port where this side listens is
 * the better guess, since holes are punched from there and most NATs keep ports that are free. On
 * the host's executor.
 */
final class OwnAddresses {
  private static final int MAX_OBSERVED = 16;
  private static final Bytes ANY_IP6 = Bytes.of(new byte[16]);

  private final Set<Multiaddr> observed = new LinkedHashSet<>();
  private final Host host;
  private final DcutrSettings settings;

  OwnAddresses(Host host, DcutrSettings settings) {
    this.host = host;
    this.settings = settings;
  }

  /** A peer that is connected without a relay sees this side there. The latest are kept. */
  void observed(Multiaddr address) {
    PublicAddresses.of(address, settings.allowsPrivate())
        .ifPresent(
            place -> {
              observed.remove(place);
              observed.add(place);
              if (observed.size() > MAX_OBSERVED) {
                observed.remove(observed.iterator().next());
              }
            });
  }

  List<Multiaddr> all() {
    List<Multiaddr> listening =
        host.listenAddresses().stream()
            .filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT))
            .toList();
    Stream<Multiaddr> told =
        host.addresses().stream().filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT));
    Stream<Multiaddr> seen = observed.stream().flatMap(place -> likely(place, listening));
    return Stream.concat(told, seen)
        .flatMap(address -> PublicAddresses.of(address, settings.allowsPrivate()).stream())
        .distinct()
        .limit(settings.maxAddresses())
        .toList();
  }

  /** QUIC dials from where it listens, so that the port that is seen is the right one. */
  private static Stream<Multiaddr> likely(Multiaddr place, List<Multiaddr> listening) {
    Stream<Multiaddr> guesses =
        listening.stream().flatMap(address -> withPortOf(address, place).stream());
    return place.has(AddressProtocol.UDP)
        ? Stream.concat(Stream.of(place), guesses.filter(guess -> guess.has(AddressProtocol.TCP)))
        : guesses;
  }

  private static Optional<Multiaddr> withPortOf(Multiaddr listening, Multiaddr place) {
    AddressComponent host = place.components().get(0);
    return IpEndpoint.of(listening)
        .filter(endpoint -> listening.has(host.protocol()) || takesAll(endpoint))
        .map(endpoint -> new Multiaddr(List.of(host)).encapsulate(new Multiaddr(endpoint.rest())));
  }

  /** Who listens at {@code ::} takes IPv4 as well. */
  private static boolean takesAll(IpEndpoint endpoint) {
    return endpoint.host().equals(ANY_IP6);
  }
}
