package org.meshwork.libp2p.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.connect;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;

@ExtendWith(LeakWatch.class)
class MessagesTest {
  private static final String PROTOCOL = "/test/messages/1.0.0";
  private static final MessageBounds BOUNDS = new MessageBounds(1_000, 3, Duration.ofSeconds(10));

  private final TestHosts hosts = new TestHosts();
  private final BlockingQueue<CompletionStage<List<Bytes>>> read = new LinkedBlockingQueue<>();
  private Host here;
  private Host there;

  @BeforeEach
  void start() {
    here = hosts.host(1);
    there = hosts.host(2);
    connect(here, there);
  }

  @AfterEach
  void close() {
    hosts.close();
  }

  private ProtocolStream open() {
    return get(here.openStream(there.id(), PROTOCOL));
  }

  /** What the other side reads of these bytes, one by one, and the end. */
  private CompletionStage<List<Bytes>> reading(String hex, MessageBounds bounds) throws Exception {
    there.handle(PROTOCOL, inbound -> read.add(Messages.readAll(inbound, bounds)));
    ProtocolStream stream = open();
    for (byte next : Bytes.ofHex(hex).toArray()) {
      stream.stream().write(Unpooled.copiedBuffer(new byte[] {next}));
    }
    stream.stream().closeWrite();
    return read.take();
  }

  @Test
  void readsMessagesUpToTheEnd() throws Exception {
    assertThat(get(reading("02aabb" + "00" + "01cc", BOUNDS)))
        .containsExactly(Bytes.ofHex("aabb"), Bytes.EMPTY, Bytes.ofHex("cc"));
  }

  @Test
  void refusesMoreMessagesThanItsBound() throws Exception {
    assertFails(reading("00000000", BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesLargerMessagesThanItsBoundBeforeTheyCome() throws Exception {
    assertFails(reading("e907", BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesEndlessLengths() throws Exception {
    assertFails(reading("80808080", BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesLengthsThatAreNotMinimal() throws Exception {
    assertFails(reading("8000", BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesAnEndWithinAMessage() throws Exception {
    assertFails(reading("02aa", BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void givesUpAfterATime() throws Exception {
    MessageBounds hasty = new MessageBounds(1_000, 3, Duration.ofMillis(100));
    there.handle(PROTOCOL, inbound -> read.add(Messages.readAll(inbound, hasty)));
    ProtocolStream stream = open();
    stream.stream().write(Unpooled.copiedBuffer(new byte[] {2, 1}));
    assertFails(read.take(), Reason.TIMED_OUT);
    assertFails(stream.stream().closed(), Reason.RESET);
  }

  @Test
  void asksAndAnswers() {
    there.handle(
        PROTOCOL,
        Messages.answering(
            (peer, request) -> CompletableFuture.completedStage(peer.encode().concat(request)),
            BOUNDS));
    ProtocolStream stream = open();
    assertThat(get(Messages.ask(stream, Bytes.utf8("?"), BOUNDS)))
        .isEqualTo(here.id().encode().concat(Bytes.utf8("?")));
    get(stream.stream().closed());
  }

  @Test
  void resetsTheStreamWhereThereIsNoAnswer() {
    there.handle(
        PROTOCOL,
        Messages.answering(
            (peer, request) -> CompletableFuture.failedStage(new IllegalStateException("none")),
            BOUNDS));
    assertFails(Messages.ask(open(), Bytes.utf8("?"), BOUNDS), Reason.RESET);
  }

  @Test
  void failsWhereTheAnswerIsMissing() {
    there.handle(
        PROTOCOL,
        inbound -> {
          read.add(Messages.readAll(inbound, BOUNDS));
          inbound.stream().closeWrite();
        });
    assertFails(Messages.ask(open(), Bytes.utf8("?"), BOUNDS), Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void refusesBoundsThatAreNone() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new MessageBounds(0, 1, Duration.ofSeconds(1)))
        .withMessageContaining("maxBytes");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new MessageBounds(1, 0, Duration.ofSeconds(1)))
        .withMessageContaining("maxMessages");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new MessageBounds(1, 1, Duration.ZERO))
        .withMessageContaining("timeout");
  }
}
