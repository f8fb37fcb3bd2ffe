package org.meshwork.libp2p.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.interop.nat.NatLab.Peer;

/** Two homes, an internet, and what libp2p makes of them: on a real kernel, with real routers. */
@EnabledIf("org.meshwork.libp2p.interop.nat.NatLab#canRun")
class NatIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Longer than all attempts to punch a hole take. */
  private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(18);

  private static final int SERVERS = 1;
  private static final int A = 11;
  private static final int B = 12;
  private static final String BOTH = "V1,V2";

  private NatLab lab;
  private Peer a;
  private Peer b;

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private void start(String routers, String ways, String versions) {
    lab = new NatLab(routers, routers);
    Peer servers =
        lab.peer(
            "servers", "server", "TCP,QUIC", BOTH, SERVERS, "11.0.0.1", "11.0.0.2", "11.0.0.3");
    a = lab.peer("a", "home", ways, versions, A, "0.0.0.0");
    b = lab.peer("b", "home", ways, versions, B, "0.0.0.0");
    List.of(servers, a, b).forEach(Peer::awaitStart);
    join(a, ways);
    join(b, ways);
  }

  private static void join(Peer peer, String ways) {
    String socket = ways.startsWith("TCP") ? "/tcp/4001" : "/udp/4001/quic-v1";
    StringBuilder task = new StringBuilder("join");
    for (int server = 0; server < 3; server++) {
      task.append(' ').append(NatLab.at("11.0.0." + (server + 1) + socket, SERVERS + server));
    }
    assertThat(peer.ask(task.toString())).isNotEqualTo(List.of("0"));
  }

  /** Private, a client of the hash table, and reached over a relay. */
  private static void awaitPrivate(Peer peer) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(peer.ask("state"))
                    .startsWith("PRIVATE", "CLIENT")
                    .anyMatch(address -> address.endsWith("/p2p-circuit")));
  }

  private void meet() {
    awaitPrivate(a);
    awaitPrivate(b);
    String first =
        await()
            .atMost(PATIENCE)
            // Whoever is asked may not have heard yet where it is.
            .ignoreException(IllegalStateException.class)
            .until(() -> a.ask("find " + b.id).get(0), found -> true);
    assertThat(first).matches(NatIT::isRelayed);
  }

  private static boolean isRelayed(String address) {
    return address.contains("/p2p-circuit");
  }

  private void awaitDirect(String from, Peer one, Peer other) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(one.ask("connections " + other.id))
                    .isNotEmpty()
                    .noneMatch(NatIT::isRelayed)
                    .allMatch(address -> address.startsWith("/ip4/" + from)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"TCP; V2", "QUIC; V1", "QUIC,TCP; V1,V2"})
  void punchesThroughRoutersThatKeepPorts(String ways, String versions) {
    start("cone", ways, versions);
    meet();
    awaitDirect("11.0.0.20", a, b);
    awaitDirect("11.0.0.10", b, a);
    assertThat(a.ask("echo " + b.id + " 50000").get(0)).startsWith("/ip4/11.0.0.20");
    assertThat(b.ask("echo " + a.id + " 50000").get(0)).startsWith("/ip4/11.0.0.10");
  }

  @Test
  void staysOnTheRelayBehindRoutersThatChangePorts() {
    start("symmetric", "QUIC,TCP", BOTH);
    meet();
    await()
        .during(ALL_ATTEMPTS)
        .atMost(ALL_ATTEMPTS.plus(PATIENCE))
        .untilAsserted(
            () -> assertThat(a.ask("connections " + b.id)).hasSize(1).allMatch(NatIT::isRelayed));
    assertThat(a.ask("echo " + b.id + " 20000")).allMatch(NatIT::isRelayed);
    assertThat(b.ask("echo " + a.id + " 20000")).allMatch(NatIT::isRelayed);
  }

  @ParameterizedTest
  @CsvSource({"V1", "V2"})
  void isPublicInTheOpen(String version) {
    lab = new NatLab("cone", "cone");
    Peer servers =
        lab.peer(
            "servers", "server", "TCP,QUIC", BOTH, SERVERS, "11.0.0.1", "11.0.0.2", "11.0.0.3");
    Peer open = lab.peer("open", "home", "TCP,QUIC", version, A, "11.0.0.4");
    List.of(servers, open).forEach(Peer::awaitStart);
    join(open, "TCP");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(open.ask("state")).startsWith("PUBLIC", "SERVER"));
    assertThat(open.ask("state")).noneMatch(NatIT::isRelayed);
  }
}
