package org.meshwork.libp2p.security.noise;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.security.aead.AeadSource;

/** What both sides of a handshake come to know alike (Noise section 5.2). For one thread. */
final class SymmetricState {
  /** Just as long as a hash, so that it is its own (Noise section 5.2, InitializeSymmetric). */
  private static final Bytes PROTOCOL = Bytes.utf8("Noise_XX_25519_ChaChaPoly_SHA256");

  private static final String HMAC = "HmacSHA256";
  private static final Bytes FIRST = Bytes.ofHex("01");
  private static final Bytes SECOND = Bytes.ofHex("02");

  private final AeadSource aeads;
  private Bytes chainingKey = PROTOCOL;
  private Bytes hash = PROTOCOL;
  private Optional<CipherState> cipher = Optional.empty();

  SymmetricState(AeadSource aeads) {
    this.aeads = aeads;
  }

  /** Of all that was said so far. */
  Bytes hash() {
    return hash;
  }

  void mixHash(Bytes said) {
    hash = HashFunction.SHA2_256.hash(hash.concat(said)).digest();
  }

  void mixKey(Bytes secret) {
    KeyPair derived = derive(secret);
    chainingKey = derived.first();
    cipher = Optional.of(new CipherState(aeads, derived.second()));
  }

  /** Says something: sealed, once there is a key. */
  Bytes encryptAndHash(Bytes text) {
    Bytes said = cipher.map(key -> key.encrypt(hash, text)).orElse(text);
    mixHash(said);
    return said;
  }

  /**
   * Hears something.
   *
   * @throws InputRefused if it was not sealed by who knows all this
   */
  Bytes decryptAndHash(Bytes said) {
    Bytes text = cipher.map(key -> key.decrypt(hash, said)).orElse(said);
    mixHash(said);
    return text;
  }

  /** The states for what the initiator sends, and for what the responder sends. */
  SplitCiphers split() {
    KeyPair derived = derive(Bytes.EMPTY);
    return new SplitCiphers(
        new CipherState(aeads, derived.first()), new CipherState(aeads, derived.second()));
  }

  record SplitCiphers(CipherState ofInitiator, CipherState ofResponder) {}

  /** HKDF with two outputs (Noise section 4.3). */
  private KeyPair derive(Bytes input) {
    Bytes temporary = hmac(chainingKey, input);
    Bytes first = hmac(temporary, FIRST);
    return new KeyPair(first, hmac(temporary, first.concat(SECOND)));
  }

  private static Bytes hmac(Bytes key, Bytes data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.toArray(), HMAC));
      return Bytes.of(mac.doFinal(data.toArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private record KeyPair(Bytes first, Bytes second) {
    /** Shows neither. */
    @Override
    public String toString() {
      return "two keys";
    }
  }
}
