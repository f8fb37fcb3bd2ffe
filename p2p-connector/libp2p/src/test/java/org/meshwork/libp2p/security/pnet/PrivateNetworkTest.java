package org.meshwork.libp2p.security.pnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.crypto.XSalsa20;
import org.meshwork.libp2p.multiformats.Bytes;

@ExtendWith(LeakWatch.class)
class PrivateNetworkTest {
  private static final Bytes SECRET = Bytes.ofHex("2a".repeat(32));

  private static EmbeddedChannel member(Bytes secret) {
    return member(secret, true);
  }

  private static EmbeddedChannel member(Bytes secret, boolean isInitiator) {
    EmbeddedChannel channel = new EmbeddedChannel();
    new PrivateNetwork(new PreSharedKey(secret), new SecureRandom()).join(channel, isInitiator);
    return channel;
  }

  private static Bytes take(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      all.writeBytes(next);
      next.release();
    }
    byte[] bytes = ByteBufUtil.getBytes(all);
    all.release();
    return Bytes.of(bytes);
  }

  private static String heard(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      text.append(ByteBufUtil.hexDump(next));
      next.release();
    }
    return text.toString();
  }

  private static ByteBuf buffer(Bytes bytes) {
    return Unpooled.copiedBuffer(bytes.toArray());
  }

  /** libp2p/specs pnet, "Algorithm": the nonce, and then all of it combined with the stream. */
  @Test
  void sendsItsNonceAtOnceWhenItDialsAndHidesWhatFollows() {
    EmbeddedChannel channel = member(SECRET);
    Bytes nonce = take(channel);
    assertThat(nonce.size()).isEqualTo(24);
    channel.writeOutbound(buffer(Bytes.ofHex("010203")), buffer(Bytes.ofHex("0405")));
    byte[] expected = {1, 2, 3, 4, 5};
    new XSalsa20(SECRET, nonce).apply(expected, 0, expected.length);
    assertThat(take(channel)).isEqualTo(Bytes.of(expected));
    channel.finishAndReleaseAll();
  }

  @Test
  void sendsItsNonceToADiallerWhoHasBegun() {
    EmbeddedChannel channel = member(SECRET, false);
    assertThat(take(channel).size()).isZero();
    channel.writeInbound(buffer(Bytes.ofHex("01")));
    assertThat(take(channel).size()).isEqualTo(24);
    channel.writeInbound(buffer(Bytes.ofHex("02".repeat(23))));
    assertThat(take(channel).size()).isZero();
    channel.finishAndReleaseAll();
  }

  @Test
  void sendsItsNonceBeforeWhateverItSaysFirst() {
    EmbeddedChannel channel = member(SECRET, false);
    channel.writeOutbound(buffer(Bytes.ofHex("010203")));
    assertThat(take(channel).size()).isEqualTo(24 + 3);
    channel.finishAndReleaseAll();
  }

  @Test
  void readsWhateverThePieces() {
    EmbeddedChannel from = member(SECRET);
    EmbeddedChannel to = member(SECRET);
    from.writeOutbound(buffer(Bytes.ofHex("00112233445566778899")));
    Bytes sent = take(from);
    for (int index = 0; index < sent.size(); index++) {
      to.writeInbound(buffer(sent.slice(index, index + 1)));
    }
    assertThat(heard(to)).isEqualTo("00112233445566778899");
    from.finishAndReleaseAll();
    to.finishAndReleaseAll();
  }

  @Test
  void doesNotChangeTheBytesOfOthers() {
    EmbeddedChannel channel = member(SECRET);
    take(channel);
    ByteBuf shared = buffer(Bytes.ofHex("0102"));
    channel.writeOutbound(shared.retainedDuplicate());
    assertThat(ByteBufUtil.hexDump(shared)).isEqualTo("0102");
    shared.release();
    channel.finishAndReleaseAll();
  }

  @Test
  void makesNoSenseOfStrangers() {
    EmbeddedChannel stranger = member(Bytes.ofHex("2b".repeat(32)));
    EmbeddedChannel channel = member(SECRET);
    stranger.writeOutbound(buffer(Bytes.ofHex("00112233445566778899")));
    channel.writeInbound(buffer(take(stranger)));
    assertThat(heard(channel)).hasSize(20).isNotEqualTo("00112233445566778899");
    stranger.finishAndReleaseAll();
    channel.finishAndReleaseAll();
  }

  @Test
  void drawsANonceForEachChannel() {
    EmbeddedChannel first = member(SECRET);
    EmbeddedChannel second = member(SECRET);
    assertThat(take(first)).isNotEqualTo(take(second));
    first.finishAndReleaseAll();
    second.finishAndReleaseAll();
  }
}
