package org.meshwork.libp2p.security.pnet;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.meshwork.libp2p.crypto.XSalsa20;
import org.meshwork.libp2p.multiformats.Bytes;

/** Sends its nonce and then everything hidden, and reads likewise. */
final class PrivateNetworkHandler extends ChannelDuplexHandler {
  private final PreSharedKey key;
  private final Bytes localNonce;
  private final boolean isInitiator;
  private final XSalsa20 outbound;
  private final byte[] remoteNonce = new byte[XSalsa20.NONCE_BYTES];
  private int remoteNonceBytes;
  private XSalsa20 inbound;

  private boolean nonceSent;

  PrivateNetworkHandler(PreSharedKey key, Bytes localNonce, boolean isInitiator) {
    this.key = key;
    this.isInitiator = isInitiator;
    this.localNonce = localNonce;
    this.outbound = key.stream(localNonce);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (isInitiator) {
      sendNonce(context);
    }
  }

  private void sendNonce(ChannelHandlerContext context) {
    if (!nonceSent) {
      nonceSent = true;
      context.writeAndFlush(
          context.alloc().buffer(localNonce.size()).writeBytes(localNonce.toArray()));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    sendNonce(context);
    readNonce(bytes);
    if (inbound == null || !bytes.isReadable()) {
      bytes.release();
      return;
    }
    context.fireChannelRead(apply(inbound, context, bytes));
  }

  private void readNonce(ByteBuf bytes) {
    if (inbound != null) {
      return;
    }
    int length = Math.min(bytes.readableBytes(), remoteNonce.length - remoteNonceBytes);
    bytes.readBytes(remoteNonce, remoteNonceBytes, length);
    remoteNonceBytes += length;
    if (remoteNonceBytes == remoteNonce.length) {
      inbound = key.stream(Bytes.of(remoteNonce));
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    sendNonce(context);
    context.write(apply(outbound, context, (ByteBuf) message), promise);
  }

  /** A copy, for the bytes may be somebody else's, too; releases them. */
  private static ByteBuf apply(XSalsa20 stream, ChannelHandlerContext context, ByteBuf bytes) {
    int length = bytes.readableBytes();
    ByteBuf copy = context.alloc().heapBuffer(length);
    try {
      copy.writeBytes(bytes);
      stream.apply(copy.array(), copy.arrayOffset() + copy.readerIndex(), length);
      return copy;
    } finally {
      bytes.release();
    }
  }
}
