package org.meshwork.bench;

import java.util.concurrent.Callable;
import org.meshwork.bench.libp2p.ConnectionsBench;
import org.meshwork.bench.libp2p.DhtBench;
import org.meshwork.bench.libp2p.GossipBench;
import org.meshwork.bench.libp2p.PerfBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The benchmarks of a node on this machine; each writes its section of bench/RESULTS.md. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the node that ./meshwork up has started, and the libp2p stack.",
    subcommands = {
      IngestBench.class,
      SearchBench.class,
      SubmitBench.class,
      IdleBench.class,
      PerfBench.class,
      ConnectionsBench.class,
      DhtBench.class,
      GossipBench.class,
      Bench.All.class
    })
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  /** One after the other, so that none disturbs another. */
  @Command(
      name = "all",
      description = "Every benchmark, one after the other.",
      mixinStandardHelpOptions = true)
  static final class All implements Callable<Integer> {
    @Mixin private Options options;

    @Override
    public Integer call() throws Exception {
      new IdleBench(options).call();
      new IngestBench(options).call();
      new SubmitBench(options).call();
      new SearchBench(options).call();
      return 0;
    }
  }
}
