package org.meshwork.libp2p.security.pnet;

import io.netty.channel.Channel;
import java.security.SecureRandom;
import java.util.Objects;
import org.meshwork.libp2p.crypto.XSalsa20;
import org.meshwork.libp2p.multiformats.Bytes;

/** Keeps channels among those who know a key. Safe to share between threads. */
public final class PrivateNetwork {
  private final PreSharedKey key;
  private final SecureRandom random;

  /**
   * @param random where nonces come from
   */
  public PrivateNetwork(PreSharedKey key, SecureRandom random) {
    this.key = Objects.requireNonNull(key);
    this.random = Objects.requireNonNull(random);
  }

  /**
   * Adds a handler to the end of the pipeline of a channel that is connected. What is written and
   * read behind it may follow at once. Called on the channel's event loop.
   *
   * @param isInitiator whether this side dialled, and so sends its nonce first
   */
  public void join(Channel channel, boolean isInitiator) {
    byte[] nonce = new byte[XSalsa20.NONCE_BYTES];
    random.nextBytes(nonce);
    channel.pipeline().addLast(new PrivateNetworkHandler(key, Bytes.of(nonce), isInitiator));
  }
}
