package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.resources.ResourceUse;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * Connects and closes, over and over, and ends with what it began with. {@code
 * -Dlibp2p.cycles=10000} does so ten thousand times.
 */
@ExtendWith(LeakWatch.class)
class HostCyclesTest {
  private static final int CYCLES = Integer.getInteger("libp2p.cycles", 1_000);

  /** Classes, compiled code's data and pools are warm after so many. */
  private static final int WARM_UP = 200;

  private static final long HEAP_SLACK_BYTES = 4 << 20;
  private static final long DIRECT_SLACK_BYTES = 4 << 20;

  private record Footprint(long heapBytes, long directBytes, int threads, long descriptors) {
    static Footprint now() {
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      long direct =
          PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()
              + UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      int threads = ManagementFactory.getThreadMXBean().getThreadCount();
      long descriptors =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0;
      return new Footprint(heap, direct, threads, descriptors);
    }
  }

  @Test
  @Timeout(600)
  void leavesNothingBehind() {
    try (TestHosts hosts = new TestHosts()) {
      Host a = speaking(hosts, 1);
      Host b = speaking(hosts, 2);
      Ping ping = new Ping(a, new Random(5), PingSettings.DEFAULT);
      cycle(a, b, ping, WARM_UP);
      Footprint before = Footprint.now();
      cycle(a, b, ping, CYCLES);
      Footprint after = Footprint.now();
      assertThat(hosts.openChannels()).isEqualTo(2);
      assertThat(after.heapBytes() - before.heapBytes()).isLessThan(HEAP_SLACK_BYTES);
      assertThat(after.directBytes() - before.directBytes()).isLessThan(DIRECT_SLACK_BYTES);
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors());
    }
  }

  private static Host speaking(TestHosts hosts, int number) {
    Host host = hosts.host(number);
    new Identify(host, new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT).start();
    new Ping(host, new Random(number), PingSettings.DEFAULT).start();
    return host;
  }

  private static void cycle(Host a, Host b, Ping ping, int times) {
    for (int i = 0; i < times; i++) {
      Connection connection = connect(a, b);
      get(ping.ping(b.id()));
      get(connection.close());
    }
    await()
        .untilAsserted(
            () -> {
              assertThat(a.connections()).isEmpty();
              assertThat(b.connections()).isEmpty();
              assertThat(a.resources().snapshot().system()).isEqualTo(ResourceUse.NONE);
              assertThat(b.resources().snapshot().system()).isEqualTo(ResourceUse.NONE);
            });
  }

  @Test
  @Timeout(600)
  void hostsThatCloseLeaveNothingOpen() {
    try (TestHosts hosts = new TestHosts()) {
      Host center = hosts.host(1);
      for (int i = 0; i < 50; i++) {
        Host other = hosts.host(2);
        other.peerStore().addAddresses(center.id(), center.listenAddresses(), Duration.ofHours(1));
        get(other.connect(center.id()));
        List<Connection> made = other.connections();
        get(other.close());
        assertThat(other.connections()).isEmpty();
        assertThat(made).allSatisfy(one -> assertThat(one.ended().toCompletableFuture()).isDone());
      }
      await().untilAsserted(() -> assertThat(center.connections()).isEmpty());
      await().untilAsserted(() -> assertThat(hosts.openChannels()).isEqualTo(1));
    }
  }
}
