package org.meshwork.libp2p.security;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * Says who it is and proves nothing: {@code /plaintext/2.0.0} (libp2p/specs plaintext). For tests
 * alone, which want to see bytes as they are.
 */
public final class Plaintext implements SecureChannel {
  private static final int MAX_BYTES = 4_096;

  private final PublicKey key;

  public Plaintext(PublicKey key) {
    this.key = key;
  }

  @Override
  public String protocol() {
    return "/plaintext/2.0.0";
  }

  @Override
  public CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake) {
    Exchange exchange = new Exchange(handshake);
    channel.pipeline().addLast(exchange);
    Bytes message =
        new ProtobufWriter().bytes(1, PeerId.of(key).encode()).bytes(2, key.encode()).toBytes();
    channel.writeAndFlush(
        channel
            .alloc()
            .buffer()
            .writeBytes(new ByteWriter().prefixed(message).toBytes().toArray()));
    return exchange.done;
  }

  private static final class Exchange extends ByteToMessageDecoder {
    private final Handshake handshake;
    private final CompletableFuture<AuthenticatedPeer> done = new CompletableFuture<>();

    Exchange(Handshake handshake) {
      this.handshake = handshake;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < 2) {
        return;
      }
      // Two bytes: keys are shorter than 16,384 bytes, and tests' longer than 127 or not.
      int first = in.getUnsignedByte(in.readerIndex());
      int prefix = first < 0x80 ? 1 : 2;
      int length =
          prefix == 1 ? first : first & 0x7f | in.getUnsignedByte(in.readerIndex() + 1) << 7;
      if (length > MAX_BYTES) {
        throw new InputRefused(InputRefused.Reason.TOO_LARGE, "an exchange of " + length);
      }
      if (in.readableBytes() >= prefix + length) {
        in.skipBytes(prefix);
        byte[] message = new byte[length];
        in.readBytes(message);
        done.complete(peer(Bytes.of(message)));
        context.pipeline().remove(this);
      }
    }

    private AuthenticatedPeer peer(Bytes message) {
      ProtobufReader reader = new ProtobufReader(message);
      PublicKey key = null;
      PeerId id = null;
      while (reader.next()) {
        switch (reader.field()) {
          case 1 -> id = PeerId.decode(reader.bytes());
          case 2 -> key = PublicKey.decode(reader.bytes());
          default -> reader.skip();
        }
      }
      if (key == null || id == null || !id.isOf(key)) {
        throw new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "an id without its key");
      }
      if (handshake.expected().isPresent() && !handshake.expected().get().equals(id)) {
        throw new ConnectionFailed(Reason.IDENTITY_MISMATCH, id + " answered");
      }
      return new AuthenticatedPeer(key, Optional.empty());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Throwable root = cause.getCause() instanceof ConnectionFailed ? cause.getCause() : cause;
      done.completeExceptionally(
          root instanceof ConnectionFailed
              ? root
              : new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "no exchange", cause));
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      done.completeExceptionally(new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "hung up"));
      super.channelInactive(context);
    }
  }
}
