package org.meshwork.bench.libp2p;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.meshwork.bench.Options;
import org.meshwork.bench.Results;
import org.meshwork.bench.Results.Section;
import org.meshwork.bench.Samples;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.record.SequenceNumbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What pings, handshakes and idle connections cost, by TCP, Noise and yamux on loopback. */
@Command(
    name = "connections",
    description = "Round trip, handshakes and idle connections of libp2p hosts.",
    mixinStandardHelpOptions = true)
public final class ConnectionsBench implements Callable<Integer> {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int PINGS = 10_000;
  private static final double MAX_PING_MILLIS = 0.2;
  private static final int MIN_HANDSHAKES = 300;
  private static final int HANDSHAKES = 2_000;
  private static final int MAX_IDLE_KIB = 25;

  /** No host has more to one peer. */
  private static final int CONNECTIONS_PER_HOST = 1_000;

  /** By as many hosts, since those of one host to one place share a dial. */
  private static final int DIALS_AT_ONCE = 50;

  @Mixin private Options options = new Options();

  @Option(
      names = "--idle-connections",
      description = "How many are kept open (default: ${DEFAULT-VALUE}).")
  private int idleConnections = 10_000;

  @Override
  public Integer call() throws Exception {
    Section section =
        new Section(
            "Connections of libp2p hosts", "bench connections --rounds " + options.rounds());
    ping(section);
    handshake(section);
    idle(section);
    section.note(
        "TCP, Noise, yamux; hosts with one event loop each, in one JVM but for idle connections, whose ends are in two; medians of %d rounds after %d to warm up. A handshake is a dial up to the answer to identify, with the connection closed behind it, %d at a time; its core seconds are those of both ends together. The signature of each host's record is checked when it comes first, and known from then on."
            .formatted(options.rounds(), WARM_UP_ROUNDS, DIALS_AT_ONCE));
    options.results().write(section);
    return 0;
  }

  private void ping(Section section) {
    List<Double> millis = new ArrayList<>();
    try (OwnPeer client = new OwnPeer(Stack.NOISE);
        OwnPeer server = new OwnPeer(Stack.NOISE)) {
      new Ping(server.host(), new Random(1), PingSettings.DEFAULT).start();
      Ping ping = new Ping(client.host(), new Random(1), PingSettings.DEFAULT);
      OwnPeer.await(client.host().dial(server.address()));
      for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
        double median = pings(ping, server);
        if (round >= WARM_UP_ROUNDS) {
          millis.add(median);
        }
      }
    }
    double median = Samples.of(millis).median();
    section.row(
        "round trip of a ping, median of %,d, ms".formatted(PINGS),
        Results.number(median),
        "≤ " + MAX_PING_MILLIS,
        median <= MAX_PING_MILLIS);
  }

  private static double pings(Ping ping, OwnPeer server) {
    List<Double> millis = new ArrayList<>();
    for (int count = 0; count < PINGS; count++) {
      Duration trip = OwnPeer.await(ping.ping(server.host().id()));
      millis.add(trip.toNanos() / 1e6);
    }
    return Samples.of(millis).median();
  }

  static Identify identify(OwnPeer peer) {
    Identify identify =
        new Identify(peer.host(), new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT);
    identify.start();
    return identify;
  }

  private void handshake(Section section) {
    List<Double> perSecond = new ArrayList<>();
    List<Double> perCoreSecond = new ArrayList<>();
    try (OwnPeer first = new OwnPeer(Stack.NOISE);
        OwnPeer server = new OwnPeer(Stack.NOISE)) {
      identify(server);
      List<OwnPeer> clients = new ArrayList<>(List.of(first));
      while (clients.size() < DIALS_AT_ONCE) {
        clients.add(new OwnPeer(Stack.NOISE, first));
      }
      Map<OwnPeer, Identify> identifies =
          clients.stream().collect(Collectors.toMap(client -> client, ConnectionsBench::identify));
      Set<Connection> made = ConcurrentHashMap.newKeySet();
      for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        List<CompletableFuture<Void>> chains = new ArrayList<>();
        identifies.forEach(
            (client, identify) -> chains.add(handshakes(client, server, identify, made)));
        chains.forEach(OwnPeer::await);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (made.size() != HANDSHAKES) {
          throw new IllegalStateException(made.size() + " connections by " + HANDSHAKES + " dials");
        }
        made.clear();
        if (round >= WARM_UP_ROUNDS) {
          perSecond.add(HANDSHAKES / seconds);
          perCoreSecond.add(HANDSHAKES / (cpuSeconds() - cpu));
        }
      }
      clients.subList(1, clients.size()).forEach(OwnPeer::close);
    }
    double rate = Samples.of(perCoreSecond).median();
    section.row("handshakes/s", Results.number(Samples.of(perSecond).median()));
    section.row(
        "handshakes/s of a core",
        Results.number(rate),
        "≥ " + MIN_HANDSHAKES,
        rate >= MIN_HANDSHAKES);
  }

  /** One after another; each waits for the end of the connection before it. */
  private static CompletableFuture<Void> handshakes(
      OwnPeer client, OwnPeer server, Identify identify, Set<Connection> made) {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (int index = 0; index < HANDSHAKES / DIALS_AT_ONCE; index++) {
      done =
          done.thenCompose(nothing -> client.host().dial(server.address()))
              .thenCompose(
                  connection -> {
                    made.add(connection);
                    return identify
                        .identify(connection)
                        .thenCompose(identity -> connection.close());
                  });
    }
    return done;
  }

  private static double cpuSeconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e9;
  }

  /** The end that accepted them is in a JVM of its own, so that each end has its descriptors. */
  private void idle(Section section) throws IOException {
    List<OwnPeer> clients = new ArrayList<>();
    try (IdlePeer server = new IdlePeer()) {
      int hosts = (idleConnections + CONNECTIONS_PER_HOST - 1) / CONNECTIONS_PER_HOST;
      for (int host = 0; host < hosts; host++) {
        OwnPeer client = new OwnPeer(Stack.NOISE);
        clients.add(client);
        identify(client);
        OwnPeer.await(client.host().dial(server.address()));
      }
      long dialledBefore = Heap.usedBytes();
      IdlePeer.State acceptedBefore = server.state();
      int more = idleConnections - hosts;
      for (int count = 0; count < more; count++) {
        OwnPeer.await(clients.get(count % hosts).host().dial(server.address()));
      }
      IdlePeer.State accepted = server.state();
      if (accepted.connections() != idleConnections) {
        throw new IllegalStateException("open at the other end: " + accepted.connections());
      }
      heap(section, "dialled", (Heap.usedBytes() - dialledBefore) / 1024.0 / more);
      heap(section, "accepted", (accepted.heap() - acceptedBefore.heap()) / 1024.0 / more);
    } finally {
      clients.forEach(OwnPeer::close);
    }
  }

  private void heap(Section section, String end, double kib) {
    section.row(
        "heap of an idle connection of %,d, %s, KiB".formatted(idleConnections, end),
        Results.number(kib),
        "≤ " + MAX_IDLE_KIB,
        kib <= MAX_IDLE_KIB);
  }
}
