package org.meshwork.libp2p.protocol.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** One message, and what comes behind it, on virtual time. */
@ExtendWith(LeakWatch.class)
class PrologueTest {
  private static final Multiaddr PLACE = Multiaddr.parse("/ip4/192.0.2.1/tcp/1");

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final FakeStream stream = new FakeStream();
  private Prologue prologue;

  @BeforeEach
  void begin() {
    time.freezeTime();
    ProtocolStream from =
        new ProtocolStream(new FakeConnection(1, PLACE, time.eventLoop()), "/test", stream);
    prologue = Prologue.of(from, 300, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    stream.reset();
    time.close();
  }

  private CompletableFuture<Bytes> message() {
    return prologue.message().toCompletableFuture();
  }

  private void arrive(String hex) {
    stream.arrive(Unpooled.copiedBuffer(Bytes.ofHex(hex).toArray()));
  }

  private void assertRefused(Reason reason) {
    Throwable failure = message().handle((bytes, thrown) -> thrown).join();
    assertThat(ConnectionFailed.of(failure).reason()).isEqualTo(reason);
    assertThat(stream.isReset).isTrue();
  }

  @Test
  void readsAMessageHoweverItIsCut() {
    for (String piece : new String[] {"03", "01", "02"}) {
      arrive(piece);
      assertThat(message()).isNotDone();
    }
    arrive("03");
    assertThat(message()).isCompletedWithValue(Bytes.ofHex("010203"));
  }

  @Test
  void keepsWhatComesBehindForTheFirstReader() {
    arrive("0201020304");
    arrive("05");
    assertThat(message()).isCompletedWithValue(Bytes.ofHex("0102"));
    assertThat(stream.waitingBytes()).as("what is left to the stream").isEqualTo(1);
    RecordingReader reader = new RecordingReader();
    prologue.stream().read(reader);
    assertThat(reader.count()).isEqualTo(3);
    arrive("06");
    assertThat(reader.count()).isEqualTo(4);
  }

  @Test
  void staysPausedIfTheReaderPausesWithinWhatCameBehind() {
    arrive("01010203");
    arrive("04");
    RecordingReader reader =
        new RecordingReader() {
          @Override
          public void bytes(ByteBuf bytes) {
            super.bytes(bytes);
            prologue.stream().pauseReading();
          }
        };
    prologue.stream().read(reader);
    assertThat(reader.count()).isEqualTo(2);
    prologue.stream().resumeReading();
    assertThat(reader.count()).isEqualTo(3);
  }

  @Test
  void releasesWhatCameBehindWhenTheStreamFails() {
    arrive("01010203");
    stream.reset();
    RecordingReader reader = new RecordingReader();
    prologue.stream().read(reader);
    assertThat(reader.count()).isZero();
    assertThat(reader.failure()).as("the reader hears of it").isDone();
  }

  @Test
  void tellsAReaderThatComesLateOfTheEnd() {
    arrive("01010203");
    stream.arriveEnd();
    assertThat(message()).isCompletedWithValue(Bytes.ofHex("01"));
    RecordingReader reader = new RecordingReader();
    prologue.stream().read(reader);
    assertThat(reader.count()).isEqualTo(2);
    assertThat(reader.hasEnded()).isTrue();
    assertThat(stream.isReset()).isFalse();
  }

  @Test
  void keepsEverythingBackWhileItIsPausedBeforeTheFirstReader() {
    arrive("01010203");
    stream.arriveEnd();
    prologue.stream().pauseReading();
    RecordingReader reader = new RecordingReader();
    prologue.stream().read(reader);
    assertThat(reader.count()).isZero();
    assertThat(reader.hasEnded()).isFalse();
    prologue.stream().resumeReading();
    assertThat(reader.count()).isEqualTo(2);
    assertThat(reader.hasEnded()).isTrue();
  }

  @Test
  void resetsWhenAReaderOfWhatCameBehindThrows() {
    arrive("01010203");
    RecordingReader reader =
        new RecordingReader() {
          @Override
          public void bytes(ByteBuf bytes) {
            super.bytes(bytes);
            throw new IllegalStateException("a mistake");
          }
        };
    prologue.stream().read(reader);
    assertThat(stream.isReset()).isTrue();
    assertThat(reader.failure()).isDone();
  }

  @Test
  void refusesWhatIsTooLarge() {
    arrive("ad02");
    assertRefused(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesALengthOfManyBytes() {
    arrive("8080");
    assertRefused(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesALengthThatIsPadded() {
    arrive("8100");
    assertRefused(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesAnEndWithoutAMessage() {
    arrive("0301");
    stream.arriveEnd();
    assertRefused(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void waitsNoLongerThanAllowed() {
    arrive("0301");
    time.advanceTimeBy(10, TimeUnit.SECONDS);
    time.runScheduledPendingTasks();
    assertRefused(Reason.TIMED_OUT);
  }
}
