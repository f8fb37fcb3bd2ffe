package org.meshwork.libp2p.peer;

import java.util.Optional;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.multiformats.Multibase;
import org.meshwork.libp2p.multiformats.Multicodec;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.multiformats.PeerText;

/**
 * The name of a peer: its public key itself where that is short, else the SHA-256 of it. Immutable;
 * safe to share between threads.
 */
public final class PeerId {
  /** The longest encoded key that is kept whole. */
  public static final int MAX_WHOLE_KEY_BYTES = 42;

  private static final int SHA2_256_BYTES = 32;

  private final Multihash hash;

  /** The binary form, of which each has one: made once, since peers are keys of many maps. */
  private final Bytes encoded;

  /**
   * @throws InputRefused if no key has this hash by the rules
   */
  public PeerId(Multihash hash) {
    this(hash, hash.encode());
  }

  private PeerId(Multihash hash, Bytes encoded) {
    boolean isWholeKey =
        hash.isOf(HashFunction.IDENTITY) && hash.digest().size() <= MAX_WHOLE_KEY_BYTES;
    boolean isHashedKey =
        hash.isOf(HashFunction.SHA2_256) && hash.digest().size() == SHA2_256_BYTES;
    if (hash.digest().isEmpty() || !(isWholeKey || isHashedKey)) {
      throw new InputRefused(
          Reason.MALFORMED,
          "a peer id that is neither a key of at most "
              + MAX_WHOLE_KEY_BYTES
              + " bytes nor a whole sha2-256");
    }
    this.hash = hash;
    this.encoded = encoded;
  }

  public static PeerId of(PublicKey key) {
    Bytes encoded = key.encode();
    HashFunction function =
        encoded.size() <= MAX_WHOLE_KEY_BYTES ? HashFunction.IDENTITY : HashFunction.SHA2_256;
    return new PeerId(function.hash(encoded));
  }

  /**
   * Reads the binary form, a multihash.
   *
   * @throws InputRefused if it is none, or not of a key
   */
  public static PeerId decode(Bytes bytes) {
    return new PeerId(Multihash.decode(bytes), bytes);
  }

  /**
   * Reads {@code 12D3…} and {@code Qm…}, which are base 58, and content identifiers of libp2p-key
   * in any base.
   *
   * @throws InputRefused if the text is neither
   */
  public static PeerId parse(String text) {
    return new PeerId(PeerText.parse(text));
  }

  /**
   * The peer that an address leads to: that of its last step {@code /p2p}, unless a relay's circuit
   * comes after it.
   *
   * @throws InputRefused if the step names something that is no peer
   */
  public static Optional<PeerId> in(Multiaddr address) {
    Optional<PeerId> found = Optional.empty();
    for (AddressComponent component : address.components()) {
      if (component.protocol() == AddressProtocol.P2P_CIRCUIT) {
        found = Optional.empty();
      } else if (component.protocol() == AddressProtocol.P2P) {
        found = Optional.of(decode(component.value()));
      }
    }
    return found;
  }

  public Multihash hash() {
    return hash;
  }

  /** The binary form. */
  public Bytes encode() {
    return encoded;
  }

  /**
   * The key, where the name is the key itself and can be read here. One may be missing, so that who
   * needs it must get it from the peer.
   */
  public Optional<PublicKey> publicKey() {
    if (!hash.isOf(HashFunction.IDENTITY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(PublicKey.decode(hash.digest()));
    } catch (InputRefused notAKey) {
      return Optional.empty();
    }
  }

  /** Whether this is the name of the peer with that key. */
  public boolean isOf(PublicKey key) {
    return equals(of(key));
  }

  /** The last step of an address of this peer. */
  public AddressComponent toAddressComponent() {
    return new AddressComponent(AddressProtocol.P2P, encode());
  }

  public Cid toCid() {
    return Cid.v1(Multicodec.LIBP2P_KEY, hash);
  }

  /**
   * The address without this peer's name as its last step; itself if it has none there, or nothing
   * else.
   */
  public Multiaddr stripFrom(Multiaddr address) {
    int steps = address.components().size() - 1;
    AddressComponent last = address.last();
    return steps > 0 && last.protocol() == AddressProtocol.P2P && last.value().equals(encode())
        ? new Multiaddr(address.components().subList(0, steps))
        : address;
  }

  /** As a content identifier, such as {@code bafz…} in base 32. */
  public String toString(Multibase base) {
    return toCid().toString(base);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId peer && encoded.equals(peer.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  /** In base 58, such as {@code 12D3…}. */
  @Override
  public String toString() {
    return PeerText.print(hash);
  }
}
