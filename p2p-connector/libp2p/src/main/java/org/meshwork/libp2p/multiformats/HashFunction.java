package org.meshwork.libp2p.multiformats;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The hash functions that the libp2p specifications ask for. */
public enum HashFunction {
  /** No hash: the digest is the content itself. */
  IDENTITY(Multicodec.IDENTITY, Multihash.MAX_DIGEST_BYTES, ""),
  SHA2_256(Multicodec.SHA2_256, 32, "SHA-256"),
  SHA2_512(Multicodec.SHA2_512, 64, "SHA-512");

  private static final List<HashFunction> ALL = List.of(values());

  private final Multicodec codec;
  private final int maxBytes;
  private final String algorithm;

  HashFunction(Multicodec codec, int maxBytes, String algorithm) {
    this.codec = codec;
    this.maxBytes = maxBytes;
    this.algorithm = algorithm;
  }

  public long code() {
    return codec.code();
  }

  /** How long a digest can be; a shorter one is cut off. */
  public int maxBytes() {
    return maxBytes;
  }

  public static Optional<HashFunction> of(long code) {
    // No stream: every hash that comes is looked up.
    for (HashFunction function : ALL) {
      if (function.code() == code) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /**
   * The whole digest of the content.
   *
   * @throws InputRefused if this is {@link #IDENTITY} and the content has more than {@link
   *     Multihash#MAX_DIGEST_BYTES} bytes
   */
  public Multihash hash(Bytes content) {
    return new Multihash(code(), digest(content));
  }

  Bytes digest(Bytes content) {
    if (this == IDENTITY) {
      return content;
    }
    try {
      return Bytes.owned(MessageDigest.getInstance(algorithm).digest(content.shared()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
