package org.meshwork.libp2p.protocol.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;

@ExtendWith(LeakWatch.class)
class PerfTest {
  private static final long MEBIBYTE = 1 << 20;

  private final TestHosts hosts = new TestHosts();
  private Host client;
  private Host server;
  private Connection connection;

  @BeforeEach
  void connectThem() {
    client = hosts.host(1);
    server = hosts.host(2);
    connection = connect(client, server);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private void serve(PerfSettings settings) {
    new Perf(server, settings).start();
  }

  private Perf perf() {
    return new Perf(client, PerfSettings.DEFAULT);
  }

  @Test
  void countsBothWays() {
    serve(PerfSettings.DEFAULT);
    for (long[] sizes : new long[][] {{0, 0}, {1, 0}, {0, 1}, {3 * MEBIBYTE + 1, 5 * MEBIBYTE}}) {
      PerfResult result = get(perf().measure(connection, sizes[0], sizes[1]));
      assertThat(result.upload()).isPositive();
      assertThat(result.total()).isGreaterThanOrEqualTo(result.upload());
    }
  }

  @Test
  void servesNobodyUnlessStarted() {
    assertFails(perf().measure(connection, 1, 1), Reason.NO_COMMON_PROTOCOL);
    Perf serving = new Perf(server, PerfSettings.DEFAULT);
    serving.start();
    get(perf().measure(connection, 1, 1));
    serving.stop();
    assertFails(perf().measure(connection, 1, 1), Reason.NO_COMMON_PROTOCOL);
  }

  @Test
  void servesNoMoreThanItMay() {
    serve(new PerfSettings(Duration.ofSeconds(20), 4, MEBIBYTE));
    get(perf().measure(connection, MEBIBYTE, MEBIBYTE));
    assertFails(perf().measure(connection, MEBIBYTE + 1, 0), Reason.RESET);
    assertFails(perf().measure(connection, 0, MEBIBYTE + 1), Reason.RESET);
    assertFails(perf().measure(connection, 0, Long.MAX_VALUE), Reason.RESET);
  }

  @Test
  void resetsStreamsThatNeverSayWhatTheyWant() throws Exception {
    serve(PerfSettings.DEFAULT);
    for (int size : new int[] {0, 7}) {
      Stream stream = get(client.openStream(server.id(), Perf.PROTOCOL)).stream();
      RecordingReader reader = new RecordingReader();
      stream.read(reader);
      if (size > 0) {
        stream.write(Unpooled.wrappedBuffer(new byte[size]));
      }
      stream.closeWrite();
      assertThat(get(reader.failure()).reason()).isEqualTo(Reason.RESET);
    }
  }

  @Test
  void wantsNumbersAboveTheLargestLongRefused() {
    serve(PerfSettings.DEFAULT);
    Stream stream = get(client.openStream(server.id(), Perf.PROTOCOL)).stream();
    RecordingReader reader = new RecordingReader();
    stream.read(reader);
    stream.write(Unpooled.copyLong(-1));
    stream.closeWrite();
    assertThat(get(reader.failure()).reason()).isEqualTo(Reason.RESET);
  }

  @Test
  void failsIfAnotherNumberOfBytesComes() {
    for (int size : new int[] {9, 11}) {
      server.handle(
          Perf.PROTOCOL,
          inbound -> {
            inbound.stream().read(new RecordingReader());
            inbound.stream().write(Unpooled.wrappedBuffer(new byte[size]));
            inbound.stream().closeWrite();
          });
      assertFails(perf().measure(connection, 0, 10), Reason.PROTOCOL_VIOLATED);
      server.unhandle(Perf.PROTOCOL);
    }
  }

  @Test
  void givesUpInTime() {
    server.handle(Perf.PROTOCOL, inbound -> inbound.stream().read(new RecordingReader()));
    Perf impatient = new Perf(client, new PerfSettings(Duration.ofMillis(100), 1, MEBIBYTE));
    assertFails(impatient.measure(connection, 0, 1), Reason.TIMED_OUT);
    serveAfresh(new PerfSettings(Duration.ofMillis(100), 1, MEBIBYTE));
    Stream stream = get(client.openStream(server.id(), Perf.PROTOCOL)).stream();
    RecordingReader reader = new RecordingReader();
    stream.read(reader);
    assertThat(get(reader.failure()).reason()).isEqualTo(Reason.RESET);
  }

  private void serveAfresh(PerfSettings settings) {
    server.unhandle(Perf.PROTOCOL);
    serve(settings);
  }
}
