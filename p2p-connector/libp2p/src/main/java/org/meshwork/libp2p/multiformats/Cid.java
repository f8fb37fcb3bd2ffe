package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A content identifier of version 0 or 1 (multiformats/cid): what kind of content, and its hash.
 * Kinds that are not known here are carried.
 *
 * @param codec the kind, from the multicodec table; always dag-pb in version 0
 */
public record Cid(int version, long codec, Multihash hash) {
  private static final int V0_BYTES = 34;
  private static final int V0_CHARACTERS = 46;
  private static final int SHA2_256_BYTES = 32;

  /**
   * @throws InputRefused if the version is neither 0 nor 1, or 0 does not allow codec or hash
   */
  public Cid {
    if (version != 0 && version != 1) {
      throw new InputRefused(Reason.UNKNOWN_CODE, "no content identifier of version " + version);
    }
    if (version == 0 && (codec != Multicodec.DAG_PB.code() || !isWholeSha256(hash))) {
      throw new InputRefused(
          Reason.MALFORMED, "a content identifier of version 0 has a sha2-256 of dag-pb");
    }
  }

  public static Cid v0(Multihash hash) {
    return new Cid(0, Multicodec.DAG_PB.code(), hash);
  }

  public static Cid v1(Multicodec codec, Multihash hash) {
    return new Cid(1, codec.code(), hash);
  }

  /**
   * @throws InputRefused unless the bytes are one content identifier and nothing else
   */
  public static Cid decode(Bytes bytes) {
    if (bytes.size() == V0_BYTES && bytes.at(0) == 0x12 && bytes.at(1) == SHA2_256_BYTES) {
      return v0(Multihash.decode(bytes));
    }
    ByteReader reader = new ByteReader(bytes);
    long version = reader.varint();
    if (version != Multicodec.CIDV1.code()) {
      throw new InputRefused(
          Reason.UNKNOWN_CODE, "no content identifier of version " + version + " is defined");
    }
    return new Cid(1, reader.varint(), Multihash.decode(reader.rest()));
  }

  /**
   * Reads version 0 in base 58 and version 1 in every base.
   *
   * @throws InputRefused if the text is neither
   */
  public static Cid parse(String text) {
    if (text.length() == V0_CHARACTERS && text.startsWith("Qm")) {
      return decode(Multibase.BASE58_BTC.decodeBare(text));
    }
    Cid cid = decode(Multibase.decode(text));
    if (cid.version == 0) {
      throw new InputRefused(
          Reason.MALFORMED, "a content identifier of version 0 names no base in its text");
    }
    return cid;
  }

  public Bytes encode() {
    return version == 0
        ? hash.encode()
        : new ByteWriter().varint(version).varint(codec).bytes(hash.encode()).toBytes();
  }

  /** Base 58 in version 0, else base 32. */
  @Override
  public String toString() {
    return version == 0 ? Multibase.BASE58_BTC.encodeBare(encode()) : toString(Multibase.BASE32);
  }

  /**
   * @throws IllegalStateException in version 0, which has but one text
   */
  public String toString(Multibase base) {
    if (version == 0) {
      throw new IllegalStateException("a content identifier of version 0 has but one text");
    }
    return base.encode(encode());
  }

  private static boolean isWholeSha256(Multihash hash) {
    return hash.isOf(HashFunction.SHA2_256) && hash.digest().size() == SHA2_256_BYTES;
  }
}
