package org.meshwork.libp2p.record;

import java.util.List;
import java.util.Objects;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Where a peer says that it can be reached (libp2p/specs RFC 0003). By itself nobody's word; see
 * {@link CertifiedPeerRecord}.
 *
 * @param sequence unsigned; a larger one replaces a smaller one, and it means nothing else
 * @param addresses the ones that could be read here
 */
public record PeerRecord(PeerId peer, long sequence, List<Multiaddr> addresses) {
  public static final int MAX_ADDRESSES = 128;

  private static final int PEER_ID = 1;
  private static final int SEQUENCE = 2;
  private static final int ADDRESS_INFO = 3;
  private static final int MULTIADDR = 1;

  /**
   * @throws InputRefused if there are more than {@link #MAX_ADDRESSES}
   */
  public PeerRecord {
    Objects.requireNonNull(peer);
    addresses = List.copyOf(addresses);
    if (addresses.size() > MAX_ADDRESSES) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a record of more than " + MAX_ADDRESSES + " addresses");
    }
  }

  /**
   * Reads the message {@code PeerRecord}. Addresses that can't be read here are left out.
   *
   * @throws InputRefused if the bytes are no record, or it has more than {@link #MAX_ADDRESSES}
   */
  public static PeerRecord decode(Bytes message) {
    PeerRecordFields fields = new PeerRecordFields();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case PEER_ID -> fields.peer(reader.bytes());
        case SEQUENCE -> fields.sequence(reader.varint());
        case ADDRESS_INFO -> fields.address(address(reader.bytes()));
        default -> reader.skip();
      }
    }
    return fields.toRecord();
  }

  private static Bytes address(Bytes addressInfo) {
    Bytes address = Bytes.EMPTY;
    ProtobufReader reader = new ProtobufReader(addressInfo);
    while (reader.next()) {
      if (reader.field() == MULTIADDR) {
        address = reader.bytes();
      } else {
        reader.skip();
      }
    }
    return address;
  }

  public Bytes encode() {
    ProtobufWriter writer =
        new ProtobufWriter().bytes(PEER_ID, peer.encode()).varint(SEQUENCE, sequence);
    for (Multiaddr address : addresses) {
      Bytes info = new ProtobufWriter().bytes(MULTIADDR, address.encode()).toBytes();
      writer.bytes(ADDRESS_INFO, info);
    }
    return writer.toBytes();
  }

  /** Whether this replaces the other, which is of the same peer. */
  public boolean isNewerThan(PeerRecord other) {
    return Long.compareUnsigned(sequence, other.sequence) > 0;
  }
}
