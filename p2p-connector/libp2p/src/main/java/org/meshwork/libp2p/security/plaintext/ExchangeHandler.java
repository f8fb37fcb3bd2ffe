package org.meshwork.libp2p.security.plaintext;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;

/** Waits for the peer's exchange, and leaves. */
final class ExchangeHandler extends ByteToMessageDecoder {
  /** An RSA key of 16,384 bits has less. */
  private static final int MAX_BYTES = 4_096;

  private static final int MAX_LENGTH_BYTES = 2;

  private final Handshake handshake;
  private final CompletableFuture<AuthenticatedPeer> done = new CompletableFuture<>();

  ExchangeHandler(Handshake handshake) {
    this.handshake = handshake;
  }

  CompletionStage<AuthenticatedPeer> done() {
    return done;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int length = 0;
    for (int index = 0; in.isReadable(index + 1); index++) {
      int next = in.getUnsignedByte(in.readerIndex() + index);
      length |= (next & 0x7f) << (7 * index);
      if (length > MAX_BYTES || index == MAX_LENGTH_BYTES) {
        throw new InputRefused(InputRefused.Reason.TOO_LARGE, "an exchange above " + MAX_BYTES);
      }
      if (next < 0x80) {
        readMessage(context, in, index + 1, length);
        return;
      }
    }
  }

  private void readMessage(ChannelHandlerContext context, ByteBuf in, int start, int length) {
    if (in.isReadable(start + length)) {
      in.skipBytes(start);
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
        case Plaintext.ID_FIELD -> id = PeerId.decode(reader.bytes());
        case Plaintext.KEY_FIELD -> key = PublicKey.decode(reader.bytes());
        default -> reader.skip();
      }
    }
    if (key == null || id == null || !id.isOf(key)) {
      throw new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "the peer's id is not that of its key");
    }
    if (handshake.expected().isPresent() && !handshake.expected().get().equals(id)) {
      throw new ConnectionFailed(
          Reason.IDENTITY_MISMATCH, id + " answered, not " + handshake.expected().get());
    }
    return new AuthenticatedPeer(key, Optional.empty());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Throwable root = cause.getCause() instanceof ConnectionFailed ? cause.getCause() : cause;
    done.completeExceptionally(
        root instanceof ConnectionFailed
            ? root
            : new ConnectionFailed(
                Reason.HANDSHAKE_REFUSED, "the exchange was no exchange", cause));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    done.completeExceptionally(
        new ConnectionFailed(Reason.HANDSHAKE_REFUSED, "the peer hung up in the exchange"));
    super.channelInactive(context);
  }
}
