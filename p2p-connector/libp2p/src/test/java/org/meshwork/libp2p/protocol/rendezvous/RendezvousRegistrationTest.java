package org.meshwork.libp2p.protocol.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/** On virtual time. */
@ExtendWith(LeakWatch.class)
class RendezvousRegistrationTest {
  private static final Namespace APP = new Namespace("my-app");

  private final Simulation simulation =
      new Simulation(1, Links.all(Link.of(Duration.ofMillis(10))));
  private final Host point = simulation.host();
  private final Host host = simulation.host();
  private final RegistrationStore store = new MemoryRegistrations(simulation.time().ticker());
  private final RendezvousServer server =
      new RendezvousServer(point, store, new FixedRandom(1), RendezvousSettings.DEFAULT);
  private final RendezvousRegistration registration =
      new RendezvousRegistration(
          host,
          new RendezvousClient(
              host, new SequenceNumbers(Clock.systemUTC()), Duration.ofSeconds(10)),
          point.id(),
          APP,
          Optional.empty(),
          new Random(1));

  @BeforeEach
  void serve() {
    server.start();
    host.peerStore().addAddresses(point.id(), point.listenAddresses(), Duration.ofDays(30));
  }

  @AfterEach
  void close() {
    registration.stop();
    server.stop();
    simulation.close();
  }

  private void pass(Duration time) {
    simulation.time().pass(time);
  }

  private List<RegistrationStore.Registration> registered() {
    return store.page(Optional.of(APP), 0, 10);
  }

  @Test
  void renewsBeforeTheTimeIsOver() {
    registration.start();
    pass(Duration.ofSeconds(5));
    assertThat(registration.isRegistered()).isTrue();
    long first = registered().get(0).number();
    pass(Duration.ofMinutes(75));
    assertThat(registered().get(0).number()).as("not too often").isEqualTo(first);
    pass(Duration.ofMinutes(20));
    assertThat(registered().get(0).number()).isGreaterThan(first);
    for (int hour = 0; hour < 100; hour++) {
      pass(Duration.ofHours(1));
      assertThat(registered()).hasSize(1);
    }
    assertThat(registration.isRegistered()).isTrue();
  }

  @Test
  void triesAgainUntilThePointIsThere() {
    simulation.network().isolate(simulation.place(point));
    registration.start();
    pass(Duration.ofHours(5));
    assertThat(registration.isRegistered()).isFalse();
    simulation.network().rejoin(simulation.place(point));
    pass(Duration.ofMinutes(25));
    assertThat(registration.isRegistered()).isTrue();
  }

  @Test
  void knowsThatItIsForgottenWhenItCannotRenew() {
    registration.start();
    pass(Duration.ofSeconds(5));
    simulation.network().isolate(simulation.place(point));
    pass(Duration.ofMinutes(118));
    assertThat(registration.isRegistered()).isTrue();
    pass(Duration.ofMinutes(2));
    assertThat(registration.isRegistered()).isFalse();
    pass(Duration.ofMinutes(2));
    assertThat(store.size()).as("swept").isZero();
  }

  @Test
  void tellsWhereTheHostListensNow() {
    registration.start();
    pass(Duration.ofSeconds(5));
    host.listen(Multiaddr.parse(simulation.place(host) + "/tcp/4002"));
    pass(Duration.ofSeconds(5));
    assertThat(CertifiedPeerRecord.open(registered().get(0).record()).content().addresses())
        .isEqualTo(host.listenAddresses())
        .hasSize(2);
  }

  @Test
  void isForgottenWhenItIsStopped() {
    registration.start();
    pass(Duration.ofSeconds(5));
    registration.stop();
    pass(Duration.ofSeconds(5));
    assertThat(registered()).isEmpty();
    pass(Duration.ofHours(5));
    assertThat(registered()).isEmpty();
    assertThat(registration.isRegistered()).isFalse();
  }

  @Test
  void isForgottenWhenItIsStoppedWhileItRegisters() {
    registration.start();
    pass(Duration.ofMillis(30));
    registration.stop();
    pass(Duration.ofMinutes(1));
    assertThat(registered()).isEmpty();
  }
}
