package org.meshwork.libp2p;

import static org.meshwork.libp2p.Vectors.key;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multibase;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.multiformats.Varint;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.ProposedPeer;
import org.meshwork.libp2p.protocol.gossipsub.wire.Prune;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFields;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFrame;
import org.meshwork.libp2p.protocol.gossipsub.wire.Subscription;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;
import org.meshwork.libp2p.protocol.kad.wire.MessageType;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;
import org.meshwork.libp2p.security.pnet.PreSharedKey;

/** The decoders that are open to other packages, as {@link DecoderFuzz} tries them. */
class DecoderFuzzTest {
  record Decoder(String name, Consumer<Bytes> decode, long maxBytes, int share, List<Bytes> good) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Decoder> decoders() {
    String address = "/ip6/2001:db8::7/udp/4001/quic-v1/p2p/" + WHOLE_PEER + "/p2p-circuit";
    Bytes record =
        Bytes.ofHex(Vectors.load("record/js-records.properties").getProperty("ed25519.record"));
    PrivateKey privateKey = PrivateKey.decode(key("ecdsa.private"));
    Bytes signature = privateKey.sign(Bytes.EMPTY);
    PublicKey rsa = PublicKey.decode(key("rsa.public"));
    List<Bytes> publicKeys =
        Stream.of("ed25519", "secp256k1", "ecdsa", "rsa")
            .map(type -> key(type + ".public"))
            .toList();
    List<Bytes> privateKeys =
        Stream.of("ed25519", "secp256k1", "ecdsa", "rsa")
            .map(type -> key(type + ".private"))
            .toList();
    return Stream.of(
        value("varint", Varint::decode, Varint.encode(300)),
        value("multihash", Multihash::decode, PeerId.parse(WHOLE_PEER).encode()),
        value("cid", Cid::decode, PeerId.parse(WHOLE_PEER).toCid().encode()),
        value("multiaddr", Multiaddr::decode, Multiaddr.parse(address).encode()),
        value("peer id", PeerId::decode, PeerId.parse(WHOLE_PEER).encode()),
        value("protobuf", DecoderFuzzTest::skipAll, record),
        value(
            "peer record",
            PeerRecord::decode,
            CertifiedPeerRecord.open(record).envelope().payload()),
        value("kad message", KadMessage::decode, kadMessage(address, record)),
        value("gossip RPC", input -> Rpc.decode(input, RpcBounds.DEFAULT), gossipRpc(record)),
        text(
            "multibase text",
            Multibase::decode,
            "bpfsxgidnmfxgsibb",
            "z7paNL19xttacUY",
            "MeWVzIQ=="),
        text(
            "cid text",
            Cid::parse,
            HASHED_PEER,
            "bafzbeie5745rpv2m6tjyuugywy4d5ewrqgqqhfnf445he3omzpjbx5xqxe"),
        text(
            "multiaddr text",
            Multiaddr::parse,
            address,
            "/dns4/example.com/tcp/443/tls/sni/a.b/ws"),
        text("peer id text", PeerId::parse, WHOLE_PEER, HASHED_PEER),
        value(
            "pre-shared key file",
            PreSharedKey::decode,
            Bytes.utf8("/key/swarm/psk/1.0.0/\n/base16/\n" + "0a".repeat(32) + "\n")),
        keys("public key", PublicKey::decode, publicKeys),
        keys("private key", PrivateKey::decode, privateKeys),
        keys(
            "public PEM", bytes -> PublicKey.ofPem(latin(bytes)), List.of(Bytes.utf8(rsa.toPem()))),
        keys(
            "private PEM",
            bytes -> PrivateKey.ofPem(latin(bytes)),
            List.of(Bytes.utf8(privateKey.toPem()))),
        keys(
            "ECDSA signature",
            bytes -> privateKey.publicKey().verify(Bytes.EMPTY, bytes),
            List.of(signature)),
        keys(
            "RSA signature",
            bytes -> rsa.verify(Bytes.EMPTY, bytes),
            List.of(Bytes.of(new byte[512]))),
        keys("certified record", CertifiedPeerRecord::open, List.of(record)));
  }

  private static Bytes kadMessage(String address, Bytes value) {
    KadPeer peer =
        new KadPeer(
            PeerId.parse(WHOLE_PEER), List.of(Multiaddr.parse(address)), Reachability.CONNECTED);
    Bytes key = Bytes.utf8("/pk/key");
    KadRecord stored = new KadRecord(key, value, Optional.of(Instant.EPOCH));
    return new KadMessage(
            MessageType.GET_VALUE, key, Optional.of(stored), List.of(peer, peer), List.of(peer))
        .encode();
  }

  private static Bytes gossipRpc(Bytes record) {
    Topic topic = new Topic("news");
    List<MessageId> ids = List.of(new MessageId(Bytes.utf8("an id")));
    ProposedPeer proposed = new ProposedPeer(PeerId.parse(WHOLE_PEER), Optional.of(record));
    RpcFrame frame =
        new RpcFrame()
            .field(RpcFields.subscription(new Subscription(topic, true)))
            .field(RpcFields.message(PubSubMessage.anonymous(topic, Bytes.utf8("hello"))))
            .control(RpcFields.graft(topic))
            .control(
                RpcFields.prune(
                    new Prune(topic, List.of(proposed), Optional.of(Duration.ofMinutes(1)))));
    RpcFields.advertisements(topic, ids).forEach(frame::control);
    RpcFields.requests(ids).forEach(frame::control);
    RpcFields.refusals(ids).forEach(frame::control);
    ByteBuf buffer = frame.toBuffer();
    buffer.skipBytes(buffer.readableBytes() - frame.size());
    return Bytes.of(ByteBufUtil.getBytes(buffer));
  }

  private static final String WHOLE_PEER = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
  private static final String HASHED_PEER = "QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N";

  private static Decoder value(String name, Consumer<Bytes> decode, Bytes good) {
    return new Decoder(name, decode, DecoderFuzz.VALUE_BYTES, 1, List.of(good));
  }

  private static Decoder text(String name, Consumer<String> decode, String... good) {
    List<Bytes> bytes = Stream.of(good).map(Bytes::utf8).toList();
    return new Decoder(
        name, input -> decode.accept(latin(input)), DecoderFuzz.VALUE_BYTES, 1, bytes);
  }

  /** A tenth of the inputs, because each costs arithmetic. */
  private static Decoder keys(String name, Consumer<Bytes> decode, List<Bytes> good) {
    return new Decoder(name, decode, DecoderFuzz.KEY_BYTES, 10, good);
  }

  private static String latin(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static void skipAll(Bytes message) {
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      reader.skip();
    }
  }

  @ParameterizedTest
  @MethodSource("decoders")
  @Fuzz
  void readsOrRefuses(Decoder decoder) {
    DecoderFuzz.readsOrRefuses(
        decoder.decode(), decoder.good(), decoder.maxBytes(), FuzzRun.begin(decoder.share()));
  }
}
