package org.meshwork.libp2p.security.noise;

import io.netty.channel.Channel;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.crypto.X25519Key;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;
import org.meshwork.libp2p.security.aead.AeadSource;

/**
 * Secures channels by {@code /noise}. The channel carries {@link io.netty.buffer.ByteBuf} and
 * nothing else, both ways. A peer that breaks the protocol after the handshake ends the channel:
 * the handlers added later hear {@link org.meshwork.libp2p.connection.ConnectionFailed} with {@code
 * PROTOCOL_VIOLATED} before.
 */
public final class Noise implements SecureChannel {
  public static final String PROTOCOL = "/noise";

  private final LocalIdentity identity;
  private final SecureRandom random;
  private final AeadSource aeads;

  /**
   * @param random where the keys of handshakes come from; must be fit for secrets but in tests
   */
  public Noise(PrivateKey identity, SecureRandom random) {
    this(identity, random, AeadSource.fastest());
  }

  /**
   * @param aeads one that works on this platform
   */
  public Noise(PrivateKey identity, SecureRandom random, AeadSource aeads) {
    this.identity = LocalIdentity.generate(identity, random);
    this.random = random;
    this.aeads = Objects.requireNonNull(aeads);
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
    Introductions introductions =
        new Introductions(handshake, identity, X25519Key.generate(random), aeads);
    HandshakeHandler handler = new HandshakeHandler(introductions, aeads);
    channel.pipeline().addLast(handler);
    return handler.result();
  }
}
