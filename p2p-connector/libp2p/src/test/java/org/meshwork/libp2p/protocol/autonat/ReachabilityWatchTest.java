package org.meshwork.libp2p.protocol.autonat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.record.SequenceNumbers;

@ExtendWith(LeakWatch.class)
class ReachabilityWatchTest {
  private static final WatchSettings SETTINGS =
      new WatchSettings(3, Duration.ofSeconds(10), Duration.ofMinutes(10), true);

  /** Longer than the longest eager interval, shorter than the shortest one otherwise. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private final AutonatNetwork network = new AutonatNetwork(2);
  private final Questions wholes = new Questions("/test/whole", false);
  private final Questions singles = new Questions("/test/single", true);
  private final List<ReachabilityReport> heard = new ArrayList<>();
  private Host host;
  private Multiaddr first;
  private ReachabilityWatch watch;

  /** Remembers who was asked what, and answers as told. */
  private static final class Questions implements Prober {
    final List<PeerId> servers = new ArrayList<>();
    final List<List<Multiaddr>> addresses = new ArrayList<>();
    private final String protocol;
    private final boolean judgesAddresses;
    BiFunction<PeerId, Multiaddr, Boolean> truth = (server, address) -> true;
    Optional<CompletionStage<Optional<Finding>>> answer = Optional.empty();

    Questions(String protocol, boolean judgesAddresses) {
      this.protocol = protocol;
      this.judgesAddresses = judgesAddresses;
    }

    @Override
    public String protocol() {
      return protocol;
    }

    @Override
    public boolean judgesAddresses() {
      return judgesAddresses;
    }

    @Override
    public CompletionStage<Optional<Finding>> probe(Connection server, List<Multiaddr> asked) {
      servers.add(server.remotePeer());
      addresses.add(asked);
      Optional<Multiaddr> address = Optional.of(asked.get(0)).filter(some -> judgesAddresses);
      boolean isReachable = truth.apply(server.remotePeer(), asked.get(0));
      return answer.orElseGet(
          () -> CompletableFuture.completedStage(Optional.of(new Finding(address, isReachable))));
    }
  }

  @BeforeEach
  void start() {
    host = network.host();
    first = host.listenAddresses().get(0);
    watch =
        new ReachabilityWatch(
            host, identify(host), List.of(singles, wholes), new Random(3), SETTINGS);
    watch.addListener(heard::add);
    watch.start();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static Identify identify(Host host) {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_900_000_000), ZoneOffset.UTC);
    Identify identify = new Identify(host, new SequenceNumbers(clock), IdentifySettings.DEFAULT);
    identify.start();
    return identify;
  }

  private Host server(String protocol) {
    Host server = network.host();
    server.handle(protocol, inbound -> inbound.stream().reset());
    identify(server);
    network.connect(host, server);
    return server;
  }

  private void servers(Questions of, int count) {
    for (int i = 0; i < count; i++) {
      server(of.protocol());
    }
  }

  /** Time for so many questions at the eager pace. */
  private void pass(int questions) {
    for (int i = 0; i < questions; i++) {
      network.pass(SOON);
    }
  }

  private Reachability known() {
    return watch.report().host();
  }

  @Test
  void knowsNothingUntilServersAgree() {
    servers(wholes, 2);
    pass(10);
    assertThat(wholes.servers).hasSize(2).doesNotHaveDuplicates();
    assertThat(known()).isEqualTo(Reachability.UNKNOWN);
    servers(wholes, 1);
    pass(1);
    assertThat(known()).isEqualTo(Reachability.PUBLIC);
    assertThat(heard.get(heard.size() - 1)).isEqualTo(watch.report());
  }

  @Test
  void aListenerThatFailsHindersNobody() {
    ReachabilityListener failing =
        report -> {
          throw new IllegalStateException("on purpose");
        };
    watch.addListener(failing);
    List<ReachabilityReport> after = new ArrayList<>();
    watch.addListener(after::add);
    servers(wholes, 3);
    pass(3);
    assertThat(after)
        .extracting(ReachabilityReport::host)
        .containsExactly(Reachability.UNKNOWN, Reachability.PUBLIC);
  }

  @Test
  void knowsThatItIsPrivate() {
    wholes.truth = (server, address) -> false;
    servers(wholes, 3);
    pass(3);
    assertThat(known()).isEqualTo(Reachability.PRIVATE);
  }

  @Test
  void refusalsAndFailuresAreNoVotes() {
    wholes.answer = Optional.of(CompletableFuture.completedStage(Optional.empty()));
    servers(wholes, 3);
    pass(4);
    wholes.answer =
        Optional.of(
            CompletableFuture.failedStage(
                new ConnectionFailed(ConnectionFailed.Reason.TIMED_OUT, "on purpose")));
    servers(wholes, 3);
    pass(4);
    wholes.truth =
        (server, address) -> {
          throw new IllegalStateException("on purpose");
        };
    servers(wholes, 3);
    pass(4);
    assertThat(wholes.servers).hasSize(9).doesNotHaveDuplicates();
    assertThat(known()).isEqualTo(Reachability.UNKNOWN);
  }

  @Test
  void asksRarelyOnceItKnows() {
    servers(wholes, 5);
    pass(10);
    assertThat(wholes.servers).hasSize(3);
    network.pass(Duration.ofHours(10));
    // Between 5 and 15 minutes lie between two questions.
    assertThat(wholes.servers.size()).isBetween(40, 120);
    assertThat(Set.copyOf(wholes.servers)).hasSize(5);
    assertThat(heard.stream().map(ReachabilityReport::host).distinct())
        .containsExactly(Reachability.UNKNOWN, Reachability.PUBLIC);
  }

  @Test
  void spreadsItsQuestionsByChance() {
    servers(wholes, 3);
    List<Duration> times = new ArrayList<>();
    while (wholes.servers.size() < 3) {
      int before = wholes.servers.size();
      network.simulation.time().passUntil(() -> wholes.servers.size() > before, SOON);
      times.add(network.simulation.time().elapsed());
    }
    Set<Duration> gaps = new LinkedHashSet<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i).minus(times.get(i - 1)));
    }
    assertThat(gaps)
        .hasSize(2)
        .allSatisfy(
            gap -> assertThat(gap).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
  }

  @Test
  void asksMoreWhenAServerDisagreesAndNoticesAChange() {
    servers(wholes, 6);
    pass(5);
    wholes.truth = (server, address) -> false;
    network.pass(Duration.ofMinutes(15));
    // The first that disagrees makes it ask the others soon.
    pass(6);
    assertThat(known()).isEqualTo(Reachability.PRIVATE);
  }

  @Test
  void asksOneAtATime() {
    wholes.answer = Optional.of(new CompletableFuture<>());
    servers(wholes, 5);
    network.pass(Duration.ofHours(1));
    assertThat(wholes.servers).hasSize(1);
  }

  @Test
  void asksAgainWhenItsAddressesChange() {
    servers(wholes, 3);
    pass(5);
    int before = wholes.servers.size();
    assertThat(known()).isEqualTo(Reachability.PUBLIC);
    network.get(host.listen(Multiaddr.parse(network.simulation.place(host) + "/tcp/4002")));
    // The verdict was on other addresses; whoever hears of it hears that it is none any more.
    assertThat(known()).isEqualTo(Reachability.UNKNOWN);
    assertThat(heard.get(heard.size() - 1).host()).isEqualTo(Reachability.UNKNOWN);
    wholes.truth = (server, address) -> false;
    pass(5);
    assertThat(wholes.servers).hasSize(before + 3);
    assertThat(wholes.addresses.get(before)).hasSize(2);
    assertThat(known()).isEqualTo(Reachability.PRIVATE);
  }

  @Test
  void forgetsAnAnswerOnAddressesThatWere() {
    CompletableFuture<Optional<Finding>> late = new CompletableFuture<>();
    wholes.answer = Optional.of(late);
    servers(wholes, 1);
    pass(1);
    network.get(host.listen(Multiaddr.parse(network.simulation.place(host) + "/tcp/4002")));
    late.complete(Optional.of(new Finding(Optional.empty(), true)));
    wholes.answer = Optional.empty();
    servers(wholes, 1);
    pass(5);
    // The late vote would have been the first of three, and its server is asked again.
    assertThat(wholes.servers).hasSize(3);
    assertThat(known()).isEqualTo(Reachability.UNKNOWN);
  }

  @Test
  void judgesAddressesOneByOne() {
    Multiaddr second =
        network.get(host.listen(Multiaddr.parse(network.simulation.place(host) + "/tcp/4002")));
    singles.truth = (server, address) -> address.equals(first);
    servers(singles, 3);
    pass(8);
    assertThat(watch.report().addresses())
        .containsEntry(first, Reachability.PUBLIC)
        .containsEntry(second, Reachability.PRIVATE);
    assertThat(watch.report().publicAddresses()).containsExactly(first);
    assertThat(known()).isEqualTo(Reachability.PUBLIC);
    assertThat(singles.servers).hasSize(6);
  }

  @Test
  void isPrivateWhenAllItsAddressesAre() {
    singles.truth = (server, address) -> false;
    servers(wholes, 3);
    pass(4);
    assertThat(known()).isEqualTo(Reachability.PUBLIC);
    servers(singles, 3);
    pass(4);
    // What is proven counts for more than what is told.
    assertThat(known()).isEqualTo(Reachability.PRIVATE);
  }

  @Test
  void forgetsServersThatHaveGoneAndStops() {
    Host server = server(wholes.protocol());
    network.get(server.close());
    network.pass(Duration.ofHours(1));
    int before = wholes.servers.size();
    server(wholes.protocol());
    watch.stop();
    network.pass(Duration.ofHours(1));
    assertThat(before).isZero();
    assertThat(wholes.servers).isEmpty();
  }
}
