package org.meshwork.libp2p.security.plaintext;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufWriter;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;

/**
 * Says who it is, proves nothing, and hides nothing. Never for a network: whoever can be reached by
 * it can be impersonated.
 */
public final class Plaintext implements SecureChannel {
  static final int ID_FIELD = 1;
  static final int KEY_FIELD = 2;

  private final Bytes exchange;

  /**
   * @param key whose owner this side claims to be
   */
  public Plaintext(PublicKey key) {
    Objects.requireNonNull(key);
    Bytes message =
        new ProtobufWriter()
            .bytes(ID_FIELD, PeerId.of(key).encode())
            .bytes(KEY_FIELD, key.encode())
            .toBytes();
    this.exchange = new ByteWriter().prefixed(message).toBytes();
  }

  @Override
  public String protocol() {
    return "/plaintext/2.0.0";
  }

  @Override
  public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
    ExchangeHandler handler = new ExchangeHandler(handshake);
    channel.pipeline().addLast(handler);
    channel.writeAndFlush(Unpooled.wrappedBuffer(exchange.toArray()));
    return handler.done();
  }
}
