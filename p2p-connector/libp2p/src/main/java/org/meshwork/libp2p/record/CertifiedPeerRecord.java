package org.meshwork.libp2p.record;

import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;

/**
 * A record with the signature of the peer that it speaks of (libp2p/specs RFC 0003, "Certification
 * / Verification"). There is none that was not checked.
 */
public final class CertifiedPeerRecord {
  /** What other implementations sign: the code of libp2p-peer-record, big-endian, not a varint. */
  static final Purpose PURPOSE = new Purpose("libp2p-peer-record", Bytes.ofHex("0301"));

  /** What RFC 0003 names. */
  static final Purpose RFC_PURPOSE =
      new Purpose("libp2p-routing-state", Bytes.utf8("/libp2p/routing-state-record"));

  private final PeerRecord content;
  private final SignedEnvelope envelope;

  private CertifiedPeerRecord(PeerRecord content, SignedEnvelope envelope) {
    this.content = content;
    this.envelope = envelope;
  }

  /**
   * Signs one's own record.
   *
   * @throws IllegalArgumentException if the record is of another peer
   * @throws InputRefused if the envelope would have more than {@link SignedEnvelope#MAX_BYTES}
   */
  public static CertifiedPeerRecord seal(PrivateKey key, PeerRecord content) {
    if (!content.peer().isOf(key.publicKey())) {
      throw new IllegalArgumentException("a record of " + content.peer() + " is not ours to sign");
    }
    return new CertifiedPeerRecord(content, SignedEnvelope.seal(key, PURPOSE, content.encode()));
  }

  /**
   * Reads and checks a record in its envelope.
   *
   * @throws InputRefused if the bytes are no such thing, the signature is bad, or the record speaks
   *     of another peer than its signer
   */
  public static CertifiedPeerRecord open(Bytes encoded) {
    Bytes type = SignedEnvelope.peekPayloadType(encoded);
    Purpose purpose = type.equals(RFC_PURPOSE.payloadType()) ? RFC_PURPOSE : PURPOSE;
    SignedEnvelope envelope = SignedEnvelope.open(encoded, purpose);
    PeerRecord content = PeerRecord.decode(envelope.payload());
    if (!content.peer().isOf(envelope.signer())) {
      throw new InputRefused(
          Reason.FORGED,
          "a record of " + content.peer() + " signed by " + PeerId.of(envelope.signer()));
    }
    return new CertifiedPeerRecord(content, envelope);
  }

  public PeerRecord content() {
    return content;
  }

  /** What to pass on: the very bytes that were signed. */
  public SignedEnvelope envelope() {
    return envelope;
  }

  /** Whether this replaces the other, which is of the same peer. */
  public boolean isNewerThan(CertifiedPeerRecord other) {
    return content.isNewerThan(other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertifiedPeerRecord certified && envelope.equals(certified.envelope);
  }

  @Override
  public int hashCode() {
    return envelope.hashCode();
  }

  @Override
  public String toString() {
    return "certified " + content;
  }
}
