package org.meshwork.libp2p.protocol.dcutr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.DecoderFuzz;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

class HolePunchMessageTest {
  private static final Multiaddr TCP = Multiaddr.parse("/ip4/1.2.3.4/tcp/4001");
  private static final Multiaddr QUIC = Multiaddr.parse("/ip6/2a00::1/udp/4001/quic-v1");
  private static final HolePunchMessage MESSAGE = HolePunchMessage.connect(List.of(TCP, QUIC));

  @Test
  void readsWhatItWrites() {
    assertThat(HolePunchMessage.decode(MESSAGE.encode())).isEqualTo(MESSAGE);
    assertThat(HolePunchMessage.decode(HolePunchMessage.SYNC.encode()))
        .isEqualTo(HolePunchMessage.SYNC);
  }

  /** By hand from the specification's message. */
  @Test
  void writesWhatTheSpecificationSays() {
    assertThat(HolePunchMessage.SYNC.encode().toHex()).isEqualTo("08ac02");
    assertThat(HolePunchMessage.connect(List.of(TCP)).encode().toHex())
        .isEqualTo("0864" + "1208" + "0401020304" + "060fa1");
  }

  @Test
  void refusesWhatIsNoMessage() {
    assertRefused(Reason.TRUNCATED, () -> HolePunchMessage.decode(Bytes.EMPTY));
    assertRefused(Reason.UNKNOWN_CODE, () -> HolePunchMessage.decode(Bytes.ofHex("0865")));
    assertRefused(
        Reason.TOO_LARGE,
        () -> HolePunchMessage.decode(Bytes.of(new byte[HolePunchMessage.MAX_BYTES + 1])));
    ProtobufWriter many = new ProtobufWriter().varint(1, 100);
    for (int count = 0; count <= HolePunchMessage.MAX_ADDRESSES; count++) {
      many.bytes(2, TCP.encode());
    }
    assertRefused(Reason.TOO_LARGE, () -> HolePunchMessage.decode(many.toBytes()));
  }

  @Test
  @Fuzz
  void readsOrRefusesWhateverComes() {
    DecoderFuzz.readsOrRefuses(HolePunchMessage::decode, List.of(MESSAGE.encode()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/1.1.1.1/tcp/1",
        "/ip4/172.32.0.1/tcp/1",
        "/ip4/100.128.0.1/udp/1/quic-v1",
        "/ip6/2a00::1/tcp/1"
      })
  void triesPublicSockets(String address) {
    Multiaddr place = Multiaddr.parse(address);
    Multiaddr named = Multiaddr.parse(address + "/p2p/" + TestHosts.peer(1));
    assertThat(PublicAddresses.of(named, false)).contains(place);
    assertThat(PublicAddresses.of(place, true)).contains(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/10.0.0.1/tcp/1",
        "/ip4/127.0.0.1/tcp/1",
        "/ip4/172.16.0.1/tcp/1",
        "/ip4/172.31.255.255/tcp/1",
        "/ip4/192.168.1.1/tcp/1",
        "/ip4/169.254.1.1/tcp/1",
        "/ip4/100.64.0.1/udp/1/quic-v1",
        "/ip4/192.0.2.1/tcp/1",
        "/ip4/198.19.0.1/tcp/1",
        "/ip6/::1/tcp/1",
        "/ip6/fe80::1/tcp/1",
        "/ip6/fd00::1/tcp/1",
        "/ip6/::ffff:1.1.1.1/tcp/1",
        "/ip6/2001:db8::1/tcp/1"
      })
  void triesPrivateSocketsOnlyIfThatIsAllowed(String address) {
    assertThat(PublicAddresses.of(Multiaddr.parse(address), false)).isEmpty();
    assertThat(PublicAddresses.of(Multiaddr.parse(address), true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/0.0.0.0/tcp/1",
        "/ip4/224.0.0.1/udp/1/quic-v1",
        "/ip4/255.255.255.255/udp/1/quic-v1",
        "/ip6/::/tcp/1",
        "/ip6/ff02::1/udp/1/quic-v1",
        "/ip4/1.1.1.1/tcp/0",
        "/ip4/1.1.1.1/udp/53",
        "/ip4/1.1.1.1/tcp/1/ws",
        "/dns4/example.com/tcp/1",
        "/memory/1"
      })
  void neverTriesWhatIsNoSocketOfAHost(String address) {
    assertThat(PublicAddresses.of(Multiaddr.parse(address), true)).isEmpty();
  }
}
