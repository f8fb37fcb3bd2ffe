package org.meshwork.bench.libp2p;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.meshwork.bench.Options;
import org.meshwork.bench.Results;
import org.meshwork.bench.Results.Section;
import org.meshwork.bench.Samples;
import org.meshwork.bench.libp2p.DhtNetwork.Member;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lookups in a table of many simulated nodes, of which some leave and others come all the time. */
@Command(
    name = "dht",
    description = "Lookups among many simulated nodes that come and go, in virtual time.",
    mixinStandardHelpOptions = true)
public final class DhtBench implements Callable<Integer> {
  private static final double MIN_SUCCESS = 0.995;
  private static final int VALUES = 100;
  private static final Duration SETTLING = Duration.ofMinutes(2);

  @Mixin private Options options = new Options();

  @Option(names = "--nodes", description = "How many there are (default: ${DEFAULT-VALUE}).")
  private int nodes = 10_000;

  @Option(
      names = "--churn",
      description = "The share of nodes that is replaced each hour (default: ${DEFAULT-VALUE}).")
  private double churn = 0.1;

  @Option(names = "--minutes", description = "Of virtual time (default: ${DEFAULT-VALUE}).")
  private int minutes = 60;

  @Option(names = "--lookups", description = "In this time (default: ${DEFAULT-VALUE}).")
  private int lookups = 2_000;

  @Option(
      names = "--connections",
      description = "That a node keeps, of up to twice as many (default: ${DEFAULT-VALUE}).")
  private int connections = 16;

  @Option(
      names = "--joins-per-second",
      description = "At first, of virtual time (default: ${DEFAULT-VALUE}).")
  private int joinsPerSecond = 10;

  @Option(
      names = "--filled",
      description = "Begin with full tables, in place of having all nodes join.")
  private boolean isFilled;

  @Option(
      names = "--refresh-minutes",
      description = "From one refresh of a node's table to the next (default: ${DEFAULT-VALUE}).")
  private int refreshMinutes = 120;

  @Option(names = "--seed", description = "Of all chance (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  private final Spent spent = new Spent();
  private int departures;

  @Override
  public Integer call() throws Exception {
    DhtNetwork network = new DhtNetwork(seed, connections, Duration.ofMinutes(refreshMinutes));
    join(network);
    List<Bytes> values = put(network);
    DhtLookups done = new DhtLookups(network);
    live(network, done);
    Section section = section(done);
    section.row(
        "values found after this time, of %d".formatted(values.size()),
        Integer.toString(found(network, values)));
    section.note(note());
    options.results().write(section);
    return 0;
  }

  private void join(DhtNetwork network) {
    if (isFilled) {
      network.fill(nodes);
      tell("filled", network);
      return;
    }
    Duration pause = Duration.ofSeconds(1).dividedBy(joinsPerSecond);
    for (int count = 1; count <= nodes; count++) {
      network.join();
      network.pass(pause);
      if (count % 500 == 0) {
        tell("%,d nodes".formatted(count), network);
      }
    }
    network.pass(SETTLING);
    tell("settled", network);
  }

  private void tell(String what, DhtNetwork network) {
    System.out.printf(
        "%s: %s of virtual time, %s%n", what, network.simulation().time().elapsed(), spent);
  }

  /** Public keys of nodes, each put by another one. */
  private static List<Bytes> put(DhtNetwork network) {
    List<Bytes> keys = new ArrayList<>();
    List<CompletionStage<Integer>> putting = new ArrayList<>();
    for (int count = 0; count < VALUES; count++) {
      Member subject = network.any();
      Bytes key = Validators.key("pk", subject.host.id().encode());
      keys.add(key);
      putting.add(network.any().table.put(key, subject.host.key().publicKey().encode(), 1));
    }
    putting.forEach(network::await);
    return keys;
  }

  /** How many of them are found by nodes by chance. */
  private static int found(DhtNetwork network, List<Bytes> keys) {
    List<CompletionStage<Boolean>> getting =
        keys.stream()
            .map(key -> network.any().table.get(key, 1).handle((value, failure) -> failure == null))
            .toList();
    return (int) getting.stream().filter(network::await).count();
  }

  /** Nodes leave, every second one without a word, and others join; and some look others up. */
  private void live(DhtNetwork network, DhtLookups done) {
    int replaced = (int) Math.round(nodes * churn * minutes / 60);
    int steps = Math.max(replaced, lookups);
    Duration step = Duration.ofMinutes(minutes).dividedBy(steps);
    for (int number = 1; number <= steps; number++) {
      if ((long) number * replaced / steps > departures) {
        network.leave(departures % 2 == 0);
        departures++;
        network.join();
      }
      if ((long) number * lookups / steps > (long) (number - 1) * lookups / steps) {
        done.begin();
      }
      network.pass(step);
      if (number % Math.max(steps / 12, 1) == 0) {
        tell("%,d lookups".formatted(done.count()), network);
      }
    }
    network.simulation().time().passUntil(done::areOver, Duration.ofMinutes(2));
  }

  private Section section(DhtLookups done) {
    Section section = new Section("Hash table of simulated nodes", command());
    double maxHops = Math.log(nodes) / Math.log(2) + 1;
    Samples hops = Samples.of(done.hops());
    section.row("nodes", "%,d".formatted(nodes));
    section.row("that left, and others that joined", "%,d".formatted(departures));
    section.row("lookups of a node by another", "%,d".formatted(done.count()));
    section.row(
        "found", Results.number(done.success()), "≥ " + MIN_SUCCESS, done.success() >= MIN_SUCCESS);
    section.row(
        "hops, median",
        Results.number(hops.median()),
        "≤ log2(n) + 1 = " + Results.number(maxHops),
        hops.median() <= maxHops);
    section.row("hops, mean", Results.number(hops.mean()));
    section.row("hops, 99 of 100 at most", Results.number(hops.percentile(99)));
    section.row("requests of a lookup, mean", Results.number(Samples.of(done.requests()).mean()));
    section.row(
        "virtual time of a lookup, median, s", Results.number(Samples.of(done.seconds()).median()));
    return section;
  }

  private String command() {
    return "bench dht --nodes %d --churn %s --minutes %d --lookups %d --connections %d --refresh-minutes %d --seed %d%s"
        .formatted(
            nodes,
            churn,
            minutes,
            lookups,
            connections,
            refreshMinutes,
            seed,
            isFilled ? " --filled" : "");
  }

  private String note() {
    return """
        Virtual time of one thread: hosts, streams, yamux, negotiation and identify are the real ones, the wire below and the security of connections (plaintext) are not. %s Then %d minutes of life, in which every second one that leaves says nothing, and others join by greeting 3 nodes that are there and looking around. One way takes 30 to 100 ms, one packet of a thousand is sent again; a node keeps %d to %d connections and refreshes its table every %d minutes. A lookup runs to its end, the 20 closest that answer, and has found the node if that has answered itself; its hops are the length of the path of referrals to it, 1 for one that was in the asking node's own table. Lookups whose ends left meanwhile don't count. Run: %s."""
        .formatted(beginning(), minutes, connections, 2 * connections, refreshMinutes, spent);
  }

  private String beginning() {
    return isFilled
        ? "Tables are filled at first: each node knows of each part of the key space 20 peers by chance, or all if there are fewer, as after a long life; nobody is connected."
        : "Each node joins by greeting 3 nodes that are there and looking around, %d a second."
            .formatted(joinsPerSecond);
  }
}
