package org.meshwork.libp2p.discovery.mdns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.discovery.mdns.wire.DnsMessage;
import org.meshwork.libp2p.discovery.mdns.wire.DnsName;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** What this host says of itself on the link. */
record OwnAnswers(DnsName service, DnsName name, PeerId peer, Duration timeToLive) {
  /** Of a datagram, so that none is taken to pieces on an Ethernet. */
  static final int MAX_DATAGRAM_BYTES = 1_400;

  /** All services on the link (RFC 6763 section 9). */
  static final DnsName SERVICES = DnsName.of("_services._dns-sd._udp.local");

  Bytes services() {
    return DnsMessage.response(List.of(new Pointer(SERVICES, timeToLive, service))).encode();
  }

  /**
   * As many datagrams as it takes; each has the name, since what comes in others may be lost.
   *
   * @param addresses that don't fit into a text are left out
   */
  List<Bytes> addresses(List<Multiaddr> addresses) {
    List<Bytes> datagrams = new ArrayList<>();
    List<DnsRecord> records = new ArrayList<>();
    Bytes last = Bytes.EMPTY;
    for (DnsRecord text : texts(addresses)) {
      Bytes longer = message(records, text);
      if (longer.size() > MAX_DATAGRAM_BYTES) {
        datagrams.add(last);
        records.clear();
        longer = message(records, text);
      }
      records.add(text);
      last = longer;
    }
    if (!records.isEmpty()) {
      datagrams.add(last);
    }
    return datagrams;
  }

  private List<DnsRecord> texts(List<Multiaddr> addresses) {
    Multiaddr self = new Multiaddr(List.of(peer.toAddressComponent()));
    return addresses.stream()
        .map(address -> Bytes.utf8(Announcement.ATTRIBUTE + address + self))
        .filter(string -> string.size() <= Text.MAX_STRING_BYTES)
        .limit(Announcement.MAX_ADDRESSES)
        .<DnsRecord>map(string -> new Text(name, timeToLive, List.of(string)))
        .toList();
  }

  private Bytes message(List<DnsRecord> records, DnsRecord more) {
    List<DnsRecord> all = new ArrayList<>();
    all.add(new Pointer(service, timeToLive, name));
    all.addAll(records);
    all.add(more);
    return DnsMessage.response(all).encode();
  }
}
