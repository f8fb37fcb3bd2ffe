package org.meshwork.libp2p.multiformats;

import java.util.Arrays;
import java.util.Optional;

/** The entries of the multicodec table that are in use here. */
public enum Multicodec {
  IDENTITY(0x00, "identity"),
  CIDV1(0x01, "cidv1"),
  SHA2_256(0x12, "sha2-256"),
  SHA2_512(0x13, "sha2-512"),
  RAW(0x55, "raw"),
  DAG_PB(0x70, "dag-pb"),
  DAG_CBOR(0x71, "dag-cbor"),
  LIBP2P_KEY(0x72, "libp2p-key"),
  DAG_JSON(0x0129, "dag-json"),
  LIBP2P_PEER_RECORD(0x0301, "libp2p-peer-record"),
  LIBP2P_RELAY_RSVP(0x0302, "libp2p-relay-rsvp");

  private final long code;
  private final String label;

  Multicodec(long code, String label) {
    this.code = code;
    this.label = label;
  }

  public long code() {
    return code;
  }

  /** The name in the table. */
  public String label() {
    return label;
  }

  public static Optional<Multicodec> of(long code) {
    return Arrays.stream(values()).filter(codec -> codec.code == code).findAny();
  }

  /** The name in the table, or the code where it is none of these. */
  static String describe(long code) {
    return of(code).map(Multicodec::label).orElse("0x" + Long.toHexString(code));
  }
}
