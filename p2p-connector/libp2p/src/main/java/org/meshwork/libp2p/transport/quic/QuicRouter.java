package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.quic.Quic;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets connections that were dialled and connections that were accepted share a socket: Netty has a
 * codec for each, and this hands every packet to the right one, by its destination's connection id
 * (RFC 9000 section 17). Those of dials are chosen here and never change. For the event loop.
 */
final class QuicRouter extends ChannelInboundHandlerAdapter {
  /** Of the handler before the codec of dials. */
  static final String DIALS = "dials";

  static final int ID_BYTES = Quic.MAX_CONN_ID_LEN;
  private static final int LONG_HEADER = 0x80;
  private static final int LONG_ID_LENGTH_AT = 5;
  private static final int PACKET_TYPE = 0x30;

  private final Set<ByteBuffer> dials = new HashSet<>();
  private final byte[] scratch = new byte[ID_BYTES];
  private final ByteBuffer found = ByteBuffer.wrap(scratch);
  private boolean accepting;

  void accept(boolean accepts) {
    this.accepting = accepts;
  }

  void addDial(byte[] id) {
    dials.add(ByteBuffer.wrap(id.clone()));
  }

  void removeDial(byte[] id) {
    dials.remove(ByteBuffer.wrap(id));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    ByteBuf content = packet.content();
    if (isOfDial(content)) {
      context.pipeline().context(DIALS).fireChannelRead(packet);
    } else if (accepting || !isInitial(content)) {
      context.fireChannelRead(packet);
    } else {
      packet.release();
    }
  }

  private boolean isOfDial(ByteBuf packet) {
    int start = packet.readerIndex();
    if (dials.isEmpty() || !packet.isReadable()) {
      return false;
    }
    boolean isLong = (packet.getByte(start) & LONG_HEADER) != 0;
    int at = isLong ? LONG_ID_LENGTH_AT + 1 : 1;
    if (packet.readableBytes() < at + ID_BYTES
        || isLong && packet.getByte(start + LONG_ID_LENGTH_AT) != ID_BYTES) {
      return false;
    }
    packet.getBytes(start + at, scratch);
    return dials.contains(found);
  }

  private static boolean isInitial(ByteBuf packet) {
    return packet.isReadable()
        && (packet.getByte(packet.readerIndex()) & (LONG_HEADER | PACKET_TYPE)) == LONG_HEADER;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.fireChannelReadComplete();
    context.pipeline().context(DIALS).fireChannelReadComplete();
  }
}
