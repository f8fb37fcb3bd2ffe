package org.meshwork.libp2p.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.peerstore.PeerStore;
import org.meshwork.libp2p.protocol.rendezvous.RendezvousClient;
import org.meshwork.libp2p.protocol.rendezvous.RendezvousRegistration;
import org.meshwork.libp2p.record.SequenceNumbers;

/** One point of a meeting, where the node stays registered. On the host's executor. */
final class MeetingPoint {
  private final Host host;
  private final Meeting meeting;
  private final PeerId point;
  private final List<Multiaddr> addresses;
  private final RendezvousClient client;
  private final RendezvousRegistration registration;

  private MeetingPoint(
      Host host,
      Meeting meeting,
      PeerId point,
      List<Multiaddr> addresses,
      RendezvousClient client,
      RandomGenerator random) {
    this.host = host;
    this.meeting = meeting;
    this.point = point;
    this.addresses = addresses;
    this.client = client;
    this.registration =
        new RendezvousRegistration(
            host, client, point, meeting.namespace(), meeting.timeToLive(), random);
  }

  /** All of a meeting, in their order. */
  static List<MeetingPoint> of(
      Host host, Meeting meeting, SequenceNumbers sequences, RandomGenerator random) {
    RendezvousClient client = new RendezvousClient(host, sequences, meeting.timeout());
    return meeting.points().stream()
        .collect(
            Collectors.groupingBy(
                address -> PeerId.in(address).orElseThrow(),
                LinkedHashMap::new,
                Collectors.toUnmodifiableList()))
        .entrySet()
        .stream()
        .map(one -> new MeetingPoint(host, meeting, one.getKey(), one.getValue(), client, random))
        .toList();
  }

  void start() {
    host.peerStore().addAddresses(point, addresses, PeerStore.MAX_TIME_TO_LIVE);
    registration.start();
  }

  /** Who else is registered there. */
  CompletionStage<List<PeerId>> ask() {
    return client
        .discoverAll(point, Optional.of(meeting.namespace()), meeting.maxPeers())
        .thenApply(found -> found.stream().map(peer -> peer.record().content().peer()).toList());
  }

  /** Completes when the point was asked to forget the node, or can't be. */
  CompletionStage<Void> stop() {
    return registration.stop();
  }

  @Override
  public String toString() {
    return point.toString();
  }
}
