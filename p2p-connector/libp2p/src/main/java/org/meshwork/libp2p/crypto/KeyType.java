package org.meshwork.libp2p.crypto;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** The kinds of keys that peers may have (libp2p/specs peer-ids, "Key Types"). */
public enum KeyType {
  RSA(0),
  /** The default, which every peer must know. */
  ED25519(1),
  SECP256K1(2),
  /** On P-256, P-384 or P-521. */
  ECDSA(3);

  private final int code;

  KeyType(int code) {
    this.code = code;
  }

  /** The number in the messages. */
  public int code() {
    return code;
  }

  static KeyType of(long code) {
    return Arrays.stream(values())
        .filter(type -> type.code == code)
        .findAny()
        .orElseThrow(
            () ->
                new InputRefused(
                    Reason.UNKNOWN_CODE, "no type of key " + Long.toUnsignedString(code)));
  }
}
