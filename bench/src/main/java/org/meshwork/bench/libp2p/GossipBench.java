package org.meshwork.bench.libp2p;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.meshwork.bench.Options;
import org.meshwork.bench.Results;
import org.meshwork.bench.Results.Section;
import org.meshwork.bench.Samples;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.gossipsub.GossipSubSettings;
import org.meshwork.libp2p.protocol.gossipsub.MeshSettings;
import org.meshwork.libp2p.protocol.gossipsub.Surroundings;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far and how fast messages get among many simulated nodes of which some are hostile. */
@Command(
    name = "gossip",
    description = "Messages among many simulated nodes, some of them hostile, in virtual time.",
    mixinStandardHelpOptions = true)
public final class GossipBench implements Callable<Integer> {
  private static final Topic TOPIC = new Topic("simulated");
  private static final double MIN_REACHED = 0.99;
  private static final int HEARTBEATS = 5;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration SETTLING = Duration.ofSeconds(30);

  /** 10 to 100 ms one way, and one packet of a thousand that has to be sent again. */
  private static final Link LINK = new Link(Duration.ofMillis(10), Duration.ofMillis(90), 0.001);

  private static final GossipSubSettings SETTINGS =
      GossipSubSettings.DEFAULT.withMesh(MeshSettings.DEFAULT.withFloodPublish(false));

  @Mixin private Options options = new Options();

  @Option(names = "--nodes", description = "How many there are (default: ${DEFAULT-VALUE}).")
  private int nodes = 1_000;

  @Option(
      names = "--hostile",
      description = "The share of them that passes nothing on (default: ${DEFAULT-VALUE}).")
  private double hostile = 0.2;

  @Option(
      names = "--links",
      description = "Connections that each node makes by chance (default: ${DEFAULT-VALUE}).")
  private int links = 10;

  @Option(names = "--messages", description = "That are sent (default: ${DEFAULT-VALUE}).")
  private int messages = 50;

  @Option(names = "--seed", description = "Of all chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private final Spent spent = new Spent();
  private final List<GossipSub> honest = new ArrayList<>();

  /** Of each message, what every honest node but its author needed to hear it, in seconds. */
  private final Map<Bytes, List<Double>> heard = new HashMap<>();

  private final Map<Bytes, Duration> published = new HashMap<>();

  @Override
  public Integer call() throws Exception {
    Simulation simulation = new Simulation(seed, Links.all(LINK));
    Random random = new Random(seed + 1);
    start(simulation, random);
    connect(simulation, random);
    simulation.time().pass(SETTLING);
    for (int number = 0; number < messages; number++) {
      publish(simulation, random, Bytes.utf8("message " + number));
      simulation.time().pass(Duration.ofSeconds(1));
    }
    simulation.time().pass(Duration.ofSeconds(20));
    options.results().write(section());
    simulation.time().end();
    return 0;
  }

  private void start(Simulation simulation, Random random) {
    Clock clock = simulation.time().date().withZone(ZoneOffset.UTC);
    for (int number = 0; number < nodes; number++) {
      Host host = simulation.host();
      if (number < nodes * hostile) {
        new HostilePeer(host, TOPIC).start();
      } else {
        honest.add(gossip(simulation, host, clock, new Random(random.nextLong())));
      }
    }
  }

  private GossipSub gossip(Simulation simulation, Host host, Clock clock, Random random) {
    GossipSub gossip =
        new GossipSub(host, new SequenceNumbers(clock), random, SETTINGS, Surroundings.DEFAULT);
    gossip.start();
    gossip.subscribe(
        TOPIC,
        message ->
            heard
                .get(message.payload())
                .add(
                    simulation.time().elapsed().minus(published.get(message.payload())).toMillis()
                        / 1e3));
    return gossip;
  }

  private void connect(Simulation simulation, Random random) {
    List<Host> hosts = simulation.hosts();
    for (Host host : hosts) {
      for (int link = 0; link < links; link++) {
        Host other = hosts.get(random.nextInt(hosts.size()));
        if (other != host) {
          simulation.time().await(host.connect(other.id(), other.listenAddresses()), LIMIT);
        }
      }
    }
  }

  private void publish(Simulation simulation, Random random, Bytes data) {
    published.put(data, simulation.time().elapsed());
    heard.put(data, new ArrayList<>());
    GossipSub author = honest.get(random.nextInt(honest.size()));
    simulation.time().await(author.publish(TOPIC, data), LIMIT);
  }

  private Section section() {
    double heartbeat = SETTINGS.mesh().heartbeat().toMillis() / 1e3;
    int others = honest.size() - 1;
    double within = HEARTBEATS * heartbeat;
    Samples reached =
        Samples.of(
            heard.values().stream()
                .map(
                    times -> times.stream().filter(time -> time < within).count() / (double) others)
                .toList());
    Samples ninetyNine =
        Samples.of(heard.values().stream().map(times -> last(times, others)).toList());
    Section section =
        new Section(
            "Gossip of simulated nodes",
            "bench gossip --nodes %d --hostile %s --links %d --messages %d --seed %d"
                .formatted(nodes, hostile, links, messages, seed));
    section.row("nodes", "%,d".formatted(nodes));
    section.row("of these hostile", "%,d".formatted(nodes - honest.size()));
    section.row("messages", "%,d".formatted(messages));
    section.row(
        "honest nodes reached in under %d heartbeats, least of all messages".formatted(HEARTBEATS),
        Results.number(reached.sorted()[0]),
        "≥ " + MIN_REACHED,
        reached.sorted()[0] >= MIN_REACHED);
    section.row("the same, mean", Results.number(reached.mean()));
    section.row(
        "heartbeats until 99 % were reached, median",
        Results.number(ninetyNine.median() / heartbeat));
    section.row(
        "the same, longest of all messages",
        Results.number(ninetyNine.sorted()[ninetyNine.sorted().length - 1] / heartbeat));
    section.note(note());
    return section;
  }

  /** When 99 of 100 had heard it; a minute if they never did. */
  private static double last(List<Double> times, int others) {
    int needed = (int) Math.ceil(MIN_REACHED * others);
    return times.size() < needed ? LIMIT.toSeconds() : Samples.of(times).sorted()[needed - 1];
  }

  private String note() {
    return """
        Virtual time of one thread: hosts, streams, yamux, negotiation and signatures of messages are the real ones, the wire below and the security of connections (plaintext) are not. One way takes 10 to 100 ms, one packet of a thousand is sent again. Hostile nodes subscribe, graft all their peers and stay in their meshes, pass no message on, tell everybody each second of all messages that they have heard of, and never send them. The defaults of the specification, but for flooding of own messages, which is off: the mesh and gossip have to do it all. Run: %s."""
        .formatted(spent);
  }
}
