package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A digest that names its function (multiformats/multihash). Functions that are not known here are
 * carried, with digests up to the same bound.
 *
 * @param code the function, from the multicodec table
 * @param digest possibly cut off, as the specification allows; empty only for {@link
 *     HashFunction#IDENTITY}
 */
public record Multihash(long code, Bytes digest) {
  /** Enough for every function in the table at its usual length, and for a key kept whole. */
  public static final int MAX_DIGEST_BYTES = 128;

  /** Of the binary form: code, length, digest. */
  public static final int MAX_BYTES = Varint.MAX_BYTES + 2 + MAX_DIGEST_BYTES;

  /**
   * @throws InputRefused if the digest is longer than its function makes it, or empty
   */
  public Multihash {
    int max = HashFunction.of(code).map(HashFunction::maxBytes).orElse(MAX_DIGEST_BYTES);
    if (digest.size() > max) {
      throw new InputRefused(
          Reason.TOO_LARGE,
          "a digest of "
              + digest.size()
              + " bytes where "
              + Multicodec.describe(code)
              + " has "
              + max);
    }
    if (digest.isEmpty() && code != HashFunction.IDENTITY.code()) {
      throw new InputRefused(Reason.MALFORMED, "an empty digest of " + Multicodec.describe(code));
    }
  }

  /**
   * @throws InputRefused unless the bytes are one multihash and nothing else
   */
  public static Multihash decode(Bytes bytes) {
    ByteReader reader = new ByteReader(bytes);
    Multihash hash = new Multihash(reader.varint(), reader.prefixed());
    reader.requireEnd("multihash");
    return hash;
  }

  public Bytes encode() {
    return new ByteWriter().varint(code).prefixed(digest).toBytes();
  }

  public boolean isOf(HashFunction function) {
    return code == function.code();
  }

  /**
   * Whether this is the digest of the content, as far as it goes.
   *
   * @throws InputRefused if the function is not known here
   */
  public boolean matches(Bytes content) {
    HashFunction function =
        HashFunction.of(code)
            .orElseThrow(
                () ->
                    new InputRefused(
                        Reason.UNKNOWN_CODE, "no hash function " + Multicodec.describe(code)));
    Bytes whole = function.digest(content);
    if (function == HashFunction.IDENTITY || whole.size() < digest.size()) {
      return whole.equals(digest);
    }
    return whole.slice(0, digest.size()).equals(digest);
  }

  @Override
  public String toString() {
    return Multicodec.describe(code) + ":" + digest.toHex();
  }
}
