package org.meshwork.libp2p.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

class NegotiationTest {
  private static final String HEADER = "/multistream/1.0.0";
  private final ByteBuf out = Unpooled.buffer();

  /** A copy that the collector takes, for machines that release nothing. */
  private static ByteBuf lines(String... texts) {
    ByteBuf pooled = Lines.of(texts);
    ByteBuf copy = Unpooled.copiedBuffer(pooled);
    pooled.release();
    return copy;
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }

  private Reason refusal(Negotiation negotiation, ByteBuf in) {
    return catchThrowableOfType(ConnectionFailed.class, () -> negotiation.advance(in, out))
        .reason();
  }

  /** Source: libp2p/specs connections, "multistream-select". */
  @Test
  void writesMessagesAsSpecified() {
    assertThat(ByteBufUtil.hexDump(lines("na"))).isEqualTo("036e610a");
  }

  @Test
  void dialerSendsHeaderAndProposalTogether() {
    new DialerNegotiation(List.of("/a", "/b")).begin(out);
    assertThat(Lines.in(out)).containsExactly(HEADER, "/a");
  }

  @Test
  void dialerTakesTheEchoAndLeavesTheRest() {
    DialerNegotiation dialer = new DialerNegotiation(List.of("/a"));
    ByteBuf in = lines(HEADER, "/a").writeByte(0xff);
    assertThat(dialer.advance(in, out)).hasValue("/a");
    assertThat(in.readableBytes()).isEqualTo(1);
  }

  @Test
  void dialerGoesThroughItsProposals() {
    DialerNegotiation dialer = new DialerNegotiation(List.of("/a", "/b", "/c"));
    assertThat(dialer.advance(lines(HEADER, "na"), out)).isEmpty();
    assertThat(dialer.isLast()).isFalse();
    assertThat(dialer.advance(lines("na"), out)).isEmpty();
    assertThat(dialer.isLast()).isTrue();
    assertThat(Lines.in(out.copy())).containsExactly("/b", "/c");
    assertThat(dialer.advance(lines("/c"), out)).hasValue("/c");
  }

  @Test
  void dialerFailsWhenAllIsRefused() {
    DialerNegotiation dialer = new DialerNegotiation(List.of("/a"));
    assertThat(refusal(dialer, lines(HEADER, "na"))).isEqualTo(Reason.NO_COMMON_PROTOCOL);
  }

  @Test
  void dialerRefusesAnotherEcho() {
    DialerNegotiation dialer = new DialerNegotiation(List.of("/a", "/b"));
    assertThat(refusal(dialer, lines(HEADER, "/b"))).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void listenerAnswersHeaderAndProposalTogether() {
    ListenerNegotiation listener = new ListenerNegotiation("/b"::equals);
    listener.begin(out);
    assertThat(out.isReadable()).isFalse();
    assertThat(listener.advance(lines(HEADER, "/a", "/b", "/c"), out)).hasValue("/b");
    assertThat(Lines.in(out)).containsExactly(HEADER, "na", "/b");
  }

  @Test
  void listenerAsksItsPredicate() {
    ListenerNegotiation listener = new ListenerNegotiation(id -> id.startsWith("/meshwork/"));
    assertThat(listener.advance(lines(HEADER, "/other", "/meshwork/7"), out))
        .hasValue("/meshwork/7");
  }

  /** Listing is optional (multiformats/multistream-select, "Listing"). */
  @Test
  void listenerDoesNotList() {
    ListenerNegotiation listener = new ListenerNegotiation(Set.of("/a")::contains);
    assertThat(listener.advance(lines(HEADER, "ls", "/a"), out)).hasValue("/a");
    assertThat(Lines.in(out)).containsExactly(HEADER, "na", "/a");
  }

  @Test
  void listenerBoundsProposals() {
    ListenerNegotiation listener = new ListenerNegotiation(id -> false);
    List<String> proposals = Collections.nCopies(Negotiation.MAX_PROPOSALS, "/x");
    assertThat(listener.advance(lines(HEADER), out)).isEmpty();
    assertThat(listener.advance(lines(proposals.toArray(String[]::new)), out)).isEmpty();
    assertThat(refusal(listener, lines("/x"))).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void boundsTheBytes() {
    ListenerNegotiation listener = new ListenerNegotiation(id -> false);
    String[] proposals = Collections.nCopies(17, "x".repeat(1_000)).toArray(String[]::new);
    listener.advance(lines(HEADER), out);
    assertThat(refusal(listener, lines(proposals))).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }

  @ParameterizedTest
  @CsvSource({
    "00, no newline in it",
    "0161, not a newline at its end",
    "026120, not a newline at its end",
    "8000, a length that is not minimal",
    "818001, a length of three bytes",
    "ffffffffffffffffffffffffffffff, a length without end",
    "8108, a length above the bound",
    "03ff610a, not UTF-8"
  })
  void refusesWhatIsNoMessage(String hex, String why) {
    for (Negotiation negotiation :
        List.of(new DialerNegotiation(List.of("/a")), new ListenerNegotiation(id -> true))) {
      assertThat(refusal(negotiation, hex(hex))).as(why).isEqualTo(Reason.PROTOCOL_VIOLATED);
    }
  }

  @Test
  void refusesAnotherHeader() {
    ListenerNegotiation listener = new ListenerNegotiation(id -> true);
    assertThat(refusal(listener, lines("/multistream/2.0.0"))).isEqualTo(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void takesTheLongestMessage() {
    String longest = "x".repeat(Message.MAX_BYTES - 1);
    ListenerNegotiation listener = new ListenerNegotiation(longest::equals);
    assertThat(listener.advance(lines(HEADER, longest), out)).hasValue(longest);
  }

  @Test
  void waitsForAWholeMessage() {
    ByteBuf whole = lines(HEADER, "/a");
    ListenerNegotiation listener = new ListenerNegotiation("/a"::equals);
    ByteBuf in = Unpooled.buffer();
    Optional<String> agreed = Optional.empty();
    while (whole.isReadable()) {
      assertThat(agreed).isEmpty();
      agreed = listener.advance(in.writeByte(whole.readByte()), out);
    }
    assertThat(agreed).hasValue("/a");
  }

  @Test
  void proposesOnlyWhatCanBeSent() {
    for (List<String> protocols :
        List.of(
            List.<String>of(),
            Collections.nCopies(65, "/a"),
            List.of(""),
            List.of("/a\n"),
            List.of("x".repeat(1_024)))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new DialerNegotiation(protocols));
    }
  }

  /** Fuzz: good input broken in small ways ends in an agreement, a wait or a typed failure. */
  @Test
  void endsInATypedWayWhateverComes() {
    Random random = new Random(7);
    byte[] good = ByteBufUtil.getBytes(lines(HEADER, "na", "/b", "ls", "/a"));
    for (int count = 0; count < 20_000; count++) {
      byte[] bytes = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      boolean isDialer = random.nextBoolean();
      Negotiation negotiation =
          isDialer
              ? new DialerNegotiation(List.of("/a", "/b"))
              : new ListenerNegotiation("/b"::equals);
      out.clear();
      try {
        ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, random.nextInt(bytes.length + 1));
        Optional<String> agreed = negotiation.advance(in, out);
        assertThat(agreed.isPresent() || in.readableBytes() <= Message.MAX_BYTES + 2).isTrue();
      } catch (ConnectionFailed expected) {
        assertThat(expected.reason()).isIn(Reason.PROTOCOL_VIOLATED, Reason.NO_COMMON_PROTOCOL);
      }
      assertThat(out.capacity()).isLessThan(4_096);
    }
  }
}
