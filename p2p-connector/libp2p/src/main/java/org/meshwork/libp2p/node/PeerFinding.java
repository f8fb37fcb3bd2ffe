package org.meshwork.libp2p.node;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.discovery.bootstrap.Bootstrap;
import org.meshwork.libp2p.discovery.mdns.Mdns;
import org.meshwork.libp2p.discovery.mdns.MdnsPlace;
import org.meshwork.libp2p.discovery.mdns.Neighbour;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * Calls on peers as they are found, a few at a time, until there are enough connections; each that
 * is reached is asked for others in the hash table. On the host's executor.
 */
final class PeerFinding {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());
  private static final int MAX_CALLS = 4;
  private static final int MAX_WAITING = 1_024;

  private final HostListener events = new Events();
  private final Set<PeerId> waiting = new LinkedHashSet<>();
  private final Host host;
  private final Optional<Kademlia> hashTable;
  private final Finding finding;
  private final Bootstrap kept;
  private final List<Mdns> links = new ArrayList<>();
  private final List<MeetingPoint> points;
  private Optional<Future<?>> timer = Optional.empty();
  private int calls;
  private boolean isRunning;

  PeerFinding(
      Host host,
      Optional<Kademlia> hashTable,
      SequenceNumbers sequences,
      NodePorts ports,
      Finding finding) {
    this.host = host;
    this.hashTable = hashTable;
    this.finding = finding;
    this.kept = new Bootstrap(host, finding.kept(), finding.keeping(), ports.random());
    finding.links().forEach(link -> links.add(mdns(link, ports)));
    this.points =
        finding
            .meeting()
            .map(use -> MeetingPoint.of(host, use, sequences, ports.random()))
            .orElse(List.of());
  }

  private Mdns mdns(MdnsPlace link, NodePorts ports) {
    return new Mdns(host, ports.loops().next(), link, finding.asking(), ports.random());
  }

  void start() {
    isRunning = true;
    host.addListener(events);
    kept.start();
    links.forEach(this::start);
    points.forEach(MeetingPoint::start);
    if (!links.isEmpty() || !points.isEmpty()) {
      points.forEach(this::ask);
      long interval = finding.interval().toMillis();
      timer =
          Optional.of(
              host.executor()
                  .scheduleAtFixedRate(this::lookAgain, interval, interval, TimeUnit.MILLISECONDS));
    }
  }

  private void start(Mdns link) {
    link.addListener(this::found);
    link.start()
        .exceptionally(
            failure -> {
              LOG.log(Level.WARNING, "peers are not looked for on a local network", failure);
              return null;
            });
  }

  /** On the event loop of the link. */
  private void found(Neighbour neighbour) {
    host.executor().execute(() -> found(neighbour.peer()));
  }

  private void lookAgain() {
    for (Mdns link : links) {
      link.neighbours().thenAccept(known -> known.forEach(this::found));
    }
    points.forEach(this::ask);
  }

  private void ask(MeetingPoint point) {
    point
        .ask()
        .whenCompleteAsync(
            (peers, failure) -> {
              if (failure == null) {
                peers.forEach(this::found);
              } else {
                LOG.log(Level.DEBUG, () -> "nobody is met at " + point, failure);
              }
            },
            host.executor());
  }

  private void found(PeerId peer) {
    if (isRunning && !peer.equals(host.id()) && waiting.size() < MAX_WAITING) {
      waiting.add(peer);
      callNext();
    }
  }

  private void callNext() {
    while (!waiting.isEmpty() && calls < MAX_CALLS && mayHaveMore()) {
      Iterator<PeerId> first = waiting.iterator();
      PeerId peer = first.next();
      first.remove();
      call(peer);
    }
  }

  private boolean mayHaveMore() {
    return isRunning && host.connections().size() + calls < finding.enough();
  }

  private void call(PeerId peer) {
    calls++;
    host.connect(peer)
        .whenCompleteAsync(
            (connection, failure) -> {
              calls--;
              if (failure == null) {
                askForOthers(connection);
              } else {
                LOG.log(Level.DEBUG, () -> "found, but not reached: " + peer, failure);
              }
              callNext();
            },
            host.executor());
  }

  private void askForOthers(Connection connection) {
    if (!isRunning) {
      return;
    }
    Contact contact = contact(connection);
    hashTable.ifPresent(
        table ->
            table
                .bootstrap(List.of(contact))
                .exceptionally(
                    failure -> {
                      LOG.log(Level.DEBUG, () -> "it knows nobody: " + contact, failure);
                      return 0;
                    }));
  }

  /** Who is at the other end; who has dialled this node isn't reached where that came from. */
  static Contact contact(Connection connection) {
    return new Contact(
        connection.remotePeer(),
        connection.isInitiator() ? List.of(connection.remoteAddress()) : List.of());
  }

  /**
   * Looks for nobody any more; connections stay.
   *
   * @return completes when others don't find this node by it any more, or can't be told
   */
  CompletionStage<Void> stop() {
    isRunning = false;
    host.removeListener(events);
    timer.ifPresent(running -> running.cancel(false));
    waiting.clear();
    kept.stop();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    links.forEach(link -> ends.add(link.stop().toCompletableFuture()));
    points.forEach(point -> ends.add(point.stop().toCompletableFuture()));
    return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
  }

  private final class Events implements HostListener {
    @Override
    public void connected(Connection connection) {
      if (kept.peers().contains(connection.remotePeer())) {
        askForOthers(connection);
      }
    }

    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      callNext();
    }
  }
}
