package org.meshwork.mesh.membership;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.NodeStatus;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.exchange.DescriptorExchange;
import org.meshwork.mesh.measurement.RoundTrips;
import org.meshwork.mesh.offer.OwnCapabilities;
import org.meshwork.mesh.peers.PeerTable;

/**
 * One look after the other at who is there, and what is to be done about it. For one thread at a
 * time; what takes time is done by others.
 */
@ApplicationScoped
class PeerUpkeep {
  private static final Duration SLOW = Duration.ofMinutes(1);

  /** As many as one look may remember of those that are away. */
  private static final int MAX_AWAY = 1_024;

  @Inject private MeshAdministration node;
  @Inject private KnownPeers known;
  @Inject private PeerTable table;
  @Inject private DescriptorExchange exchange;
  @Inject private OwnCapabilities capabilities;
  @Inject private RoundTrips roundTrips;
  @Inject private Rejoining rejoining;
  @Inject private Clock clock;
  @Resource private ManagedExecutorService threads;

  private final Attendance attendance = new Attendance();
  private final Set<PeerName> unasked = new HashSet<>();
  private final Set<PeerName> acquainted = new LinkedHashSet<>();
  private Instant slowDue = Instant.MIN;
  private boolean begun;

  /** Once a second, or as the settings have it. */
  void look() {
    if (!begun) {
      begin();
      begun = true;
    }
    List<ConnectedPeer> connected = node.peers();
    Attendance.Change change = attendance.look(connected);
    change.came().forEach(this::welcome);
    change.gone().forEach(this::miss);
    connected.forEach(this::askOnce);
    rejoining.tryAgain(away(), connected.size());
    roundTrips.measure(attendance.present());
    exchange.publish(capabilities.at(node.status(), roundTrips.here()));
    if (!change.came().isEmpty() || !clock.instant().isBefore(slowDue)) {
      remember();
    }
  }

  /** With whoever was known when the node was stopped. */
  private void begin() {
    NodeStatus status = node.status();
    MeshLog.LOG.nodeIs(status.self().id(), String.join(", ", status.listening()));
    for (KnownPeer peer : known.all()) {
      if (peer.isBlocked()) {
        node.block(peer.name());
        table.block(peer.name());
      } else {
        node.learn(peer.name(), peer.addresses(), Duration.ofDays(30));
        table.seen(peer.name());
        acquainted.add(peer.name());
      }
    }
  }

  private void welcome(ConnectedPeer peer) {
    table.connected(peer.name());
    unasked.add(peer.name());
    if (acquainted.size() < MAX_AWAY) {
      acquainted.add(peer.name());
    }
    MeshLog.LOG.connected(peer.name().id(), String.join(", ", peer.addresses()));
  }

  private void miss(PeerName peer) {
    table.disconnected(peer);
    unasked.remove(peer);
    MeshLog.LOG.disconnected(peer.id());
  }

  /** As soon as it has said what it speaks. */
  private void askOnce(ConnectedPeer peer) {
    if (exchange.isSpokenBy(peer) && unasked.remove(peer.name())) {
      threads.execute(() -> ask(peer.name()));
    }
  }

  private void ask(PeerName peer) {
    try {
      exchange.fetchFrom(peer);
    } catch (MeshFailed failed) {
      // What it would have told comes by gossip within a minute.
      MeshLog.LOG.debugf(failed, "no descriptors from %s", peer);
    }
  }

  private Set<PeerName> away() {
    Set<PeerName> away = new LinkedHashSet<>(acquainted);
    away.addAll(table.unconnected(MAX_AWAY));
    away.removeAll(attendance.present());
    away.removeIf(peer -> node.addresses(peer).isEmpty());
    return away;
  }

  private void remember() {
    slowDue = clock.instant().plus(SLOW);
    Map<PeerName, List<String>> addresses =
        attendance.present().stream()
            .collect(Collectors.toMap(Function.identity(), node::addresses));
    known.seen(addresses);
    known.forget();
    table.sweep();
  }
}
