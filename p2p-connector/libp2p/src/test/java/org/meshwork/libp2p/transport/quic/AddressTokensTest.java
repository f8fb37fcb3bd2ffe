package org.meshwork.libp2p.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.FixedRandom;

class AddressTokensTest {
  private static final InetSocketAddress SENDER = new InetSocketAddress("192.0.2.1", 4001);
  private static final int ID_BYTES = 8;

  private boolean busy = true;
  private long now = 5;
  private final AddressTokens tokens = new AddressTokens(new FixedRandom(1), () -> busy, () -> now);

  private ByteBuf token() {
    ByteBuf token = Unpooled.buffer(tokens.maxTokenLength());
    assertThat(tokens.writeToken(token, Unpooled.buffer().writeLong(42), SENDER)).isTrue();
    return token;
  }

  private boolean accepts(ByteBuf token, InetSocketAddress sender) {
    return tokens.validateToken(token.slice(), sender) >= 0;
  }

  @Test
  void givesTheConnectionIdBack() {
    ByteBuf token = token();
    int offset = tokens.validateToken(token.slice(), SENDER);
    assertThat(token.readableBytes() - offset).isEqualTo(ID_BYTES);
    assertThat(token.getLong(offset)).isEqualTo(42);
  }

  @Test
  void asksForNothingWhileThereIsLittleToDo() {
    busy = false;
    ByteBuf token = Unpooled.buffer();
    assertThat(tokens.writeToken(token, Unpooled.buffer().writeLong(42), SENDER)).isFalse();
    assertThat(token.isReadable()).isFalse();
  }

  @Test
  void acceptsATokenFromItsAddressOnly() {
    assertThat(accepts(token(), SENDER)).isTrue();
    assertThat(accepts(token(), new InetSocketAddress("192.0.2.1", 4002))).isFalse();
    assertThat(accepts(token(), new InetSocketAddress("192.0.2.2", 4001))).isFalse();
  }

  @Test
  void acceptsATokenForAWhileOnly() {
    ByteBuf token = token();
    now += Duration.ofSeconds(30).toNanos();
    assertThat(accepts(token, SENDER)).isTrue();
    now++;
    assertThat(accepts(token, SENDER)).isFalse();
    now = 4;
    assertThat(accepts(token, SENDER)).isFalse();
  }

  @Test
  void refusesEveryOtherToken() {
    for (int index = 0; index < token().readableBytes(); index++) {
      ByteBuf token = token();
      token.setByte(index, token.getByte(index) ^ 1);
      assertThat(accepts(token, SENDER)).isFalse();
    }
    for (int size = 0; size < token().readableBytes(); size++) {
      assertThat(accepts(token().slice(0, size), SENDER)).isFalse();
    }
    assertThat(accepts(Unpooled.buffer().writeZero(500), SENDER)).isFalse();
  }
}
