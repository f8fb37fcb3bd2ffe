package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/** Connections that end under requests, in virtual time. */
@ExtendWith(LeakWatch.class)
class StreamRequestsTest {
  private static final Duration LATENCY = Duration.ofMillis(40);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String PROTOCOL = KademliaSettings.PUBLIC_PROTOCOL;
  private static final KadMessage REQUEST = KadMessage.findNode(Bytes.utf8("key"));

  private final Simulation simulation = new Simulation(1, Links.all(Link.of(LATENCY)));
  private final Host asking = simulation.host();
  private final Host answering = simulation.host();
  private final StreamRequests requests =
      new StreamRequests(asking, PROTOCOL, Duration.ofSeconds(10));

  @AfterEach
  void close() {
    simulation.close();
  }

  private void serve() {
    Clock clock = simulation.time().date().withZone(ZoneOffset.UTC);
    Kademlia node =
        new Kademlia(answering, clock, new Random(1), Validators.DEFAULT, KademliaSettings.DEFAULT);
    await(node.start(Mode.SERVER));
  }

  private <T> T await(CompletionStage<T> stage) {
    return simulation.time().await(stage, LIMIT);
  }

  private Connection connect() {
    return await(asking.connect(answering.id(), answering.listenAddresses()));
  }

  private Connection theirs() {
    return answering.connections(asking.id()).get(0);
  }

  @Test
  void asksAgainWhenThePeerGivesTheConnectionUpMeanwhile() {
    serve();
    int again = 0;
    for (int millis = 10; millis < 4 * LATENCY.toMillis(); millis += 10) {
      // The one before has ended by then, on both sides.
      simulation.time().pass(Duration.ofSeconds(1));
      Connection first = connect();
      simulation.time().pass(Duration.ofSeconds(1));
      CompletionStage<KadMessage> answer = requests.ask(answering.id(), REQUEST);
      simulation.time().pass(Duration.ofMillis(millis));
      theirs().close();
      assertThat(await(answer).type()).isEqualTo(REQUEST.type());
      List<Connection> now = asking.connections(answering.id());
      again += now.isEmpty() || now.contains(first) ? 0 : 1;
    }
    // But for those where the answer was on its way already.
    assertThat(again).isBetween(8, 12);
  }

  @Test
  void asksOnNoConnectionThatIsEnding() {
    serve();
    Connection first = connect();
    theirs().close();
    simulation.time().pass(LATENCY.plusMillis(1));
    assertThat(first.isEnding()).isTrue();
    assertThat(await(requests.ask(answering.id(), REQUEST)).type()).isEqualTo(REQUEST.type());
    await(asking.connect(answering.id(), List.of())).close();
    assertThat(await(requests.ask(answering.id(), REQUEST)).type()).isEqualTo(REQUEST.type());
  }

  @Test
  void asksTwiceAtMost() {
    AtomicInteger heard = new AtomicInteger();
    answering.handle(
        PROTOCOL,
        inbound -> {
          heard.incrementAndGet();
          inbound.connection().close();
        });
    connect();
    assertThatThrownBy(() -> await(requests.ask(answering.id(), REQUEST)))
        .isInstanceOfSatisfying(
            ConnectionFailed.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.CLOSED));
    assertThat(heard).hasValue(2);
  }

  @Test
  void neverAsksAgainOnAConnectionThatItHasMadeItself() {
    AtomicInteger heard = new AtomicInteger();
    answering.handle(
        PROTOCOL,
        inbound -> {
          heard.incrementAndGet();
          inbound.connection().close();
        });
    asking
        .peerStore()
        .addAddresses(answering.id(), answering.listenAddresses(), Duration.ofHours(1));
    assertThatThrownBy(() -> await(requests.ask(answering.id(), REQUEST)))
        .isInstanceOf(ConnectionFailed.class);
    assertThat(heard).hasValue(1);
  }
}
