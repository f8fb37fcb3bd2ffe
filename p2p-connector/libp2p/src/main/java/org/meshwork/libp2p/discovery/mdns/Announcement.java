package org.meshwork.libp2p.discovery.mdns;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.meshwork.libp2p.discovery.mdns.wire.DnsMessage;
import org.meshwork.libp2p.discovery.mdns.wire.DnsName;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * What an answer says of one peer.
 *
 * @param name by which the peer goes on the link
 * @param addresses without the peer's own step; those that can't be read here are left out
 * @param timeToLive the shortest of all its records; none if the peer takes leave
 */
record Announcement(DnsName name, PeerId peer, List<Multiaddr> addresses, Duration timeToLive) {
  static final int MAX_ADDRESSES = 16;
  static final String ATTRIBUTE = "dnsaddr=";

  Announcement {
    addresses = List.copyOf(addresses);
  }

  /** The names of peers that an answer has. */
  static List<DnsName> names(DnsMessage answer, DnsName service) {
    return pointers(answer, service).map(Pointer::target).distinct().toList();
  }

  private static Stream<Pointer> pointers(DnsMessage answer, DnsName service) {
    return answer.records().stream()
        .flatMap(record -> record instanceof Pointer pointer ? Stream.of(pointer) : Stream.empty())
        .filter(pointer -> pointer.owner().equals(service) && pointer.target().isChildOf(service));
  }

  /**
   * What the answer says of the peer of that name; empty if it names no peer.
   *
   * @throws InputRefused if it names several
   */
  static Optional<Announcement> of(DnsName name, DnsMessage answer, DnsName service) {
    List<Text> texts =
        answer.records().stream()
            .flatMap(record -> record instanceof Text text ? Stream.of(text) : Stream.empty())
            .filter(text -> text.owner().equals(name))
            .toList();
    List<Multiaddr> all =
        texts.stream()
            .flatMap(text -> text.strings().stream())
            .flatMap(string -> address(string).stream())
            .limit(MAX_ADDRESSES)
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    PeerId peer = theOnlyPeer(all, name);
    Stream<DnsRecord> records =
        Stream.concat(
            pointers(answer, service).filter(pointer -> pointer.target().equals(name)),
            texts.stream());
    Duration timeToLive =
        records.map(DnsRecord::timeToLive).min(Duration::compareTo).orElse(Duration.ZERO);
    return Optional.of(
        new Announcement(name, peer, all.stream().map(peer::stripFrom).toList(), timeToLive));
  }

  /** Empty if it is no address, or not of a peer. */
  private static Optional<Multiaddr> address(Bytes string) {
    String text = new String(string.toArray(), StandardCharsets.UTF_8);
    if (!text.startsWith(ATTRIBUTE)) {
      return Optional.empty();
    }
    try {
      Multiaddr address = Multiaddr.parse(text.substring(ATTRIBUTE.length()));
      boolean isOfPeer =
          address.components().size() > 1 && address.last().protocol() == AddressProtocol.P2P;
      return Optional.of(address).filter(any -> isOfPeer);
    } catch (InputRefused unknownHere) {
      return Optional.empty();
    }
  }

  private static PeerId theOnlyPeer(List<Multiaddr> addresses, DnsName name) {
    List<PeerId> peers = new ArrayList<>();
    for (Multiaddr address : addresses) {
      PeerId.in(address).filter(peer -> !peers.contains(peer)).ifPresent(peers::add);
    }
    if (peers.size() != 1) {
      throw new InputRefused(Reason.FORGED, "the name " + name + " of " + peers.size() + " peers");
    }
    return peers.get(0);
  }
}
