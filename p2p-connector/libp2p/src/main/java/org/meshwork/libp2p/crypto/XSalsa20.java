package org.meshwork.libp2p.crypto;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * A key stream of XSalsa20 ("Extending the Salsa20 nonce", D. J. Bernstein), which hides bytes and
 * proves nothing. Two with the same key must not share a nonce. For one thread.
 */
public final class XSalsa20 {
  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 24;

  private final XSalsa20Engine engine = new XSalsa20Engine();

  /**
   * @throws IllegalArgumentException unless key and nonce have their lengths
   */
  public XSalsa20(Bytes key, Bytes nonce) {
    requireSize(key, KEY_BYTES);
    requireSize(nonce, NONCE_BYTES);
    engine.init(true, new ParametersWithIV(new KeyParameter(key.toArray()), nonce.toArray()));
  }

  private static void requireSize(Bytes bytes, int size) {
    if (bytes.size() != size) {
      throw new IllegalArgumentException(bytes.size() + " bytes where " + size + " are");
    }
  }

  /** Combines the bytes, in their place, with as many of the stream, which goes on behind them. */
  public void apply(byte[] bytes, int offset, int length) {
    engine.processBytes(bytes, offset, length, bytes, offset);
  }
}
