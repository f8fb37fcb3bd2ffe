package org.meshwork.libp2p.protocol.relay;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.record.Purpose;
import org.meshwork.libp2p.record.SignedEnvelope;

/**
 * A relay's word that it serves a peer (circuit-v2, "Reservation Vouchers"). Nobody asks for it
 * yet.
 *
 * @param expiry seconds since 1970, unsigned
 */
record ReservationVoucher(PeerId relay, PeerId peer, long expiry) {
  static final Purpose PURPOSE = new Purpose("libp2p-relay-rsvp", Bytes.ofHex("0302"));

  private static final int RELAY = 1;
  private static final int PEER = 2;
  private static final int EXPIRATION = 3;

  ReservationVoucher {
    Objects.requireNonNull(relay);
    Objects.requireNonNull(peer);
  }

  /** Signs it, in its envelope. */
  Bytes seal(PrivateKey key) {
    return SignedEnvelope.seal(key, PURPOSE, encode()).encode();
  }

  private Bytes encode() {
    return new ProtobufWriter()
        .bytes(RELAY, relay.encode())
        .bytes(PEER, peer.encode())
        .varint(EXPIRATION, expiry)
        .toBytes();
  }

  /**
   * Reads and checks one in its envelope.
   *
   * @throws InputRefused if it is none, or its relay has not signed it
   */
  static ReservationVoucher open(Bytes encoded) {
    SignedEnvelope envelope = SignedEnvelope.open(encoded, PURPOSE);
    ReservationVoucher voucher = decode(envelope.payload());
    if (!voucher.relay.isOf(envelope.signer())) {
      throw new InputRefused(
          Reason.FORGED,
          "a voucher of " + voucher.relay + " signed by " + PeerId.of(envelope.signer()));
    }
    return voucher;
  }

  private static ReservationVoucher decode(Bytes message) {
    Optional<Bytes> relay = Optional.empty();
    Optional<Bytes> peer = Optional.empty();
    long expiry = 0;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RELAY -> relay = Optional.of(reader.bytes());
        case PEER -> peer = Optional.of(reader.bytes());
        case EXPIRATION -> expiry = reader.varint();
        default -> reader.skip();
      }
    }
    return new ReservationVoucher(peer(relay), peer(peer), expiry);
  }

  private static PeerId peer(Optional<Bytes> id) {
    return PeerId.decode(
        id.orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a voucher without a peer")));
  }
}
