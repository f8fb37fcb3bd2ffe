package org.meshwork.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What all benchmarks take. */
public final class Options {
  @Option(
      names = "--checkout",
      description = "The checkout whose node is measured (default: the current folder).")
  private Path checkout = Path.of("");

  @Option(
      names = "--results",
      description = "The file of results (default: bench/RESULTS.md of the checkout).")
  private Path results;

  @Option(
      names = "--seconds",
      description = "How long each load lasts (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--rounds",
      description = "How often what is compared is measured by turns (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  public int seconds() {
    return seconds;
  }

  public int rounds() {
    return rounds;
  }

  public Path checkout() {
    return checkout.toAbsolutePath().normalize();
  }

  public Results results() {
    return new Results(results == null ? checkout().resolve("bench/RESULTS.md") : results);
  }

  Node node() throws java.io.IOException {
    return Node.of(checkout());
  }
}
