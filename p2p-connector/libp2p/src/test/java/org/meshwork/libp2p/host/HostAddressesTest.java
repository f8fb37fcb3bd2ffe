package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Where a host is, and where it says so. */
@ExtendWith(LeakWatch.class)
class HostAddressesTest {
  private static final Multiaddr OUTSIDE = Multiaddr.parse("/ip4/1.2.3.4/tcp/4001");

  private final TestHosts hosts = new TestHosts();
  private final Host host = hosts.host(1);
  private final Host other = hosts.host(2);
  private final Multiaddr place = host.listenAddresses().get(0);
  private final AtomicInteger changes = new AtomicInteger();

  @AfterEach
  void close() {
    hosts.close();
  }

  private void count() {
    host.addListener(
        new HostListener() {
          @Override
          public void changed() {
            changes.incrementAndGet();
          }
        });
  }

  @Test
  void announcesOtherAddressesThanThoseWhereItListens() {
    count();
    host.announce(List.of(OUTSIDE, place));
    await().untilAsserted(() -> assertThat(host.addresses()).containsExactly(OUTSIDE, place));
    host.announce(List.of(OUTSIDE, place));
    host.announce(List.of());
    await().untilAsserted(() -> assertThat(host.addresses()).containsExactly(place));
    assertThat(changes).hasValue(2);
    assertThat(host.listenAddresses()).containsExactly(place);
  }

  @Test
  void refusesToAnnounceMoreThan64() {
    assertThatThrownBy(() -> host.announce(Collections.nCopies(65, OUTSIDE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listensNoMoreWhereItIsToldSo() {
    Connection before = get(other.connect(host.id(), List.of(place)));
    count();
    get(host.stopListening(place));
    get(host.stopListening(place));
    assertThat(changes).hasValue(1);
    assertThat(host.addresses()).isEmpty();
    assertThat(before.ended().toCompletableFuture()).isNotDone();
    get(before.close());
    TestHosts.assertFails(other.dial(place), Reason.UNREACHABLE);
    assertThat(get(host.listen(place))).isEqualTo(place);
  }
}
