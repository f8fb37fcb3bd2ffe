package org.meshwork.libp2p.node;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.protocol.autonat.DialBacks;
import org.meshwork.libp2p.protocol.autonat.Prober;
import org.meshwork.libp2p.protocol.autonat.ReachabilityWatch;
import org.meshwork.libp2p.protocol.autonat.v1.DialClient;
import org.meshwork.libp2p.protocol.autonat.v1.DialServer;
import org.meshwork.libp2p.protocol.autonat.v2.DialRequestClient;
import org.meshwork.libp2p.protocol.autonat.v2.DialRequestServer;
import org.meshwork.libp2p.protocol.dcutr.Dcutr;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.gossipsub.Surroundings;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.relay.RelayServer;
import org.meshwork.libp2p.protocol.rendezvous.MemoryRegistrations;
import org.meshwork.libp2p.protocol.rendezvous.RendezvousServer;
import org.meshwork.libp2p.record.SequenceNumbers;

/** The protocols of a node, which begin and end on the host's executor. */
final class NodeProtocols {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());

  final Identify identify;
  final Ping ping;
  final Optional<Kademlia> hashTable;
  final Optional<GossipSub> gossip;
  final ReachabilityWatch watch;
  private final Host host;
  private final NodeTransports transports;
  private final NodePorts ports;
  private final Reaching reaching;
  private final Optional<DialRequestClient> nonces;
  private final Optional<Dcutr> holes;
  private final Optional<Reservations> reservations;
  private final ReachabilityPolicy policy;
  private final PeerFinding finding;

  NodeProtocols(Host host, NodeTransports transports, NodePorts ports, NodeSettings settings) {
    SequenceNumbers sequences = new SequenceNumbers(ports.clock());
    this.host = host;
    this.transports = transports;
    this.ports = ports;
    this.reaching = settings.reaching();
    this.identify = new Identify(host, sequences, settings.identify());
    this.ping = new Ping(host, ports.random(), settings.ping());
    this.hashTable = settings.hashTable().map(this::hashTable);
    this.gossip =
        settings
            .gossip()
            .map(use -> new GossipSub(host, sequences, ports.random(), use, Surroundings.DEFAULT));
    this.nonces =
        Optional.of(AutonatVersion.V2)
            .filter(reaching.versions()::contains)
            .map(version -> new DialRequestClient(host, ports.random(), reaching.probeTime()));
    this.watch = new ReachabilityWatch(host, identify, probers(), ports.random(), reaching.watch());
    this.holes = reaching.holes().map(use -> new Dcutr(host, identify, transports.punchers(), use));
    this.reservations = reaching.relays().map(use -> new Reservations(host, use));
    this.policy = new ReachabilityPolicy(host, duties(settings), reservations);
    watch.addListener(policy);
    this.finding = new PeerFinding(host, hashTable, sequences, ports, settings.finding());
  }

  private Kademlia hashTable(HashTableUse use) {
    return new Kademlia(host, ports.clock(), ports.random(), use.validators(), use.settings());
  }

  private List<Prober> probers() {
    List<Prober> preferredFirst = new ArrayList<>();
    nonces.ifPresent(preferredFirst::add);
    if (reaching.versions().contains(AutonatVersion.V1)) {
      preferredFirst.add(new DialClient(host, reaching.probeTime()));
    }
    return preferredFirst;
  }

  private List<Duty> duties(NodeSettings settings) {
    Services services = settings.services();
    List<Duty> all = new ArrayList<>();
    settings
        .hashTable()
        .ifPresent(
            use ->
                all.add(
                    new Duty(use.serving(), () -> table(Mode.SERVER), () -> table(Mode.CLIENT))));
    RelayServer relay =
        new RelayServer(host, ports.clock(), services.relaying(), services.relayAccess());
    all.add(new Duty(services.relay(), relay::start, relay::stop));
    DialBacks dialBacks =
        new DialBacks(transports.dialBacks(), host.executor(), services.dialBacks());
    DialServer first = new DialServer(host, dialBacks, services.dialBacks());
    DialRequestServer second =
        new DialRequestServer(host, dialBacks, ports.random(), services.dialBacks());
    all.add(new Duty(services.autonat(), first::start, first::stop));
    all.add(new Duty(services.autonat(), second::start, second::stop));
    RendezvousServer point =
        new RendezvousServer(
            host,
            new MemoryRegistrations(host.executor().ticker()),
            ports.random(),
            services.meeting());
    all.add(new Duty(services.meetings(), point::start, point::stop));
    return all;
  }

  private void table(Mode mode) {
    hashTable.ifPresent(
        table ->
            table
                .start(mode)
                .exceptionally(
                    failure -> {
                      LOG.log(Level.WARNING, () -> "the hash table has no mode " + mode, failure);
                      return null;
                    }));
  }

  /** Those that hear of others first. */
  void start() {
    transports.circuits().ifPresent(circuits -> circuits.start(host));
    hashTable.ifPresent(identify::addListener);
    reservations.ifPresent(identify::addListener);
    reservations.ifPresent(host::addListener);
    holes.ifPresent(Dcutr::start);
    table(Mode.CLIENT);
    nonces.ifPresent(DialRequestClient::start);
    policy.start();
    watch.start();
    gossip.ifPresent(GossipSub::start);
    ping.start();
    identify.start();
    finding.start();
  }

  /** Last first. */
  void stop() {
    identify.stop();
    ping.stop();
    watch.removeListener(policy);
    watch.stop();
    policy.stop();
    nonces.ifPresent(DialRequestClient::stop);
    holes.ifPresent(Dcutr::stop);
    reservations.ifPresent(host::removeListener);
    transports.circuits().ifPresent(circuits -> circuits.stop());
  }

  /** Ends those that have more to end, whether they were started or not. */
  CompletionStage<Void> close() {
    return finding
        .stop()
        .thenComposeAsync(nothing -> closed(gossip.map(GossipSub::close)), host.executor())
        .thenCompose(nothing -> closed(hashTable.map(Kademlia::close)));
  }

  private static CompletionStage<Void> closed(Optional<CompletionStage<Void>> part) {
    return part.orElseGet(() -> CompletableFuture.completedStage(null));
  }
}
