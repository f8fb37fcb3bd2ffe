package org.meshwork.libp2p.protocol.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;

@ExtendWith(LeakWatch.class)
class PingTest {
  private final TestHosts hosts = new TestHosts();
  private Host here;
  private Host there;
  private Ping ping;

  @BeforeEach
  void start() {
    here = hosts.host(1);
    there = hosts.host(2);
    ping = new Ping(here, new Random(7), PingSettings.DEFAULT);
    connect(here, there);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private Ping answering() {
    Ping answering = new Ping(there, new Random(8), PingSettings.DEFAULT);
    answering.start();
    return answering;
  }

  /** Answers as told instead. */
  private void answer(Consumer<Stream> answering) {
    there.handle(Ping.PROTOCOL, inbound -> answering.accept(inbound.stream()));
  }

  @Test
  void measuresRoundTrips() {
    Ping other = answering();
    ping.start();
    Duration took = get(ping.ping(there.id()));
    assertThat(took).isPositive().isLessThan(Duration.ofSeconds(5));
    assertThat(get(other.ping(here.id()))).isPositive();
  }

  @Test
  void sendsPingsThatWaitOnOneStream() {
    AtomicInteger streams = new AtomicInteger();
    answer(
        stream -> {
          streams.incrementAndGet();
          stream.read(new Echo(stream));
        });
    List<CompletionStage<Duration>> pings =
        IntStream.range(0, 30).mapToObj(i -> ping.ping(there.id())).toList();
    pings.forEach(sent -> assertThat(get(sent)).isPositive());
    assertThat(streams).hasValue(1);
    get(ping.ping(there.id()));
    assertThat(streams.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void failsOnAnotherAnswer() {
    answer(
        stream ->
            stream.read(
                new Answer(bytes -> stream.write(bytes.setByte(31, bytes.getByte(31) ^ 1)))));
    assertFails(ping.ping(there.id()), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void failsOnAnswersThatNobodyAskedFor() {
    answer(stream -> stream.write(Unpooled.copiedBuffer(new byte[64])));
    assertFails(ping.ping(there.id()), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void givesUpAfterATime() {
    answer(stream -> {});
    Ping impatient = new Ping(here, new Random(7), new PingSettings(Duration.ofMillis(100), 2, 2));
    CompletionStage<Duration> first = impatient.ping(there.id());
    CompletionStage<Duration> second = impatient.ping(there.id());
    assertFails(impatient.ping(there.id()), Reason.TOO_MUCH);
    assertFails(first, Reason.TIMED_OUT);
    assertFails(second, Reason.TIMED_OUT);
  }

  @Test
  void failsWhereThePeerAnswersNoPingsOrIsNotThere() {
    assertFails(ping.ping(there.id()), Reason.NO_COMMON_PROTOCOL);
    assertFails(ping.ping(TestHosts.peer(3)), Reason.CLOSED);
    answer(Stream::closeWrite);
    assertFails(ping.ping(there.id()), Reason.CLOSED);
    there.unhandle(Ping.PROTOCOL);
    answering();
    assertThat(get(ping.ping(there.id()))).isPositive();
  }

  @Test
  void echoesWhateverItsSizeAndClosesAfterwards() {
    answering();
    Stream stream = get(here.openStream(there.id(), Ping.PROTOCOL)).stream();
    RecordingReader reader = new RecordingReader();
    stream.read(reader);
    stream.write(Unpooled.copiedBuffer(new byte[33]));
    stream.write(Unpooled.copiedBuffer(new byte[1_000_000]));
    stream.closeWrite();
    get(reader.end());
    assertThat(reader.count()).isEqualTo(1_000_033);
    get(stream.closed());
  }

  @Test
  void takesTwoStreamsOfAPeer() {
    answering();
    List<Stream> streams =
        IntStream.range(0, 2)
            .mapToObj(i -> get(here.openStream(there.id(), Ping.PROTOCOL)).stream())
            .toList();
    assertFails(here.openStream(there.id(), Ping.PROTOCOL), Reason.RESET);
    streams.forEach(Stream::reset);
    await().untilAsserted(() -> assertThat(get(ping.ping(there.id()))).isPositive());
  }

  private static final class Answer implements StreamReader {
    private final Consumer<ByteBuf> bytes;

    Answer(Consumer<ByteBuf> bytes) {
      this.bytes = bytes;
    }

    @Override
    public void bytes(ByteBuf sent) {
      bytes.accept(sent);
    }

    @Override
    public void endOfInput() {}

    @Override
    public void failed(ConnectionFailed failure) {}
  }
}
