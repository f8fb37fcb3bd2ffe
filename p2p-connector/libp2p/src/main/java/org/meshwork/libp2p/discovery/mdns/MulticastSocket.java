package org.meshwork.libp2p.discovery.mdns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.discovery.mdns.wire.DnsMessage;
import org.meshwork.libp2p.multiformats.Bytes;

/** The group of one network interface. Shares its port with other programs on the machine. */
final class MulticastSocket implements LocalLink {
  private static final System.Logger LOG = System.getLogger(MulticastSocket.class.getName());

  /** Of the IP header: one that comes with less was routed (RFC 6762 section 11). */
  private static final int TIME_TO_LIVE = 255;

  private static final int MAX_DATAGRAMS_PER_READ = 16;

  private final Channel channel;
  private final InetSocketAddress group;

  private MulticastSocket(Channel channel, InetSocketAddress group) {
    this.channel = channel;
    this.group = group;
  }

  /**
   * @param received takes each datagram with its sender, on the event loop
   * @return exceptionally {@link ConnectionFailed}: {@code ADDRESS_UNAVAILABLE}
   */
  static CompletionStage<MulticastSocket> open(
      EventLoop eventLoop, MdnsPlace place, BiConsumer<Bytes, InetAddress> received) {
    CompletableFuture<MulticastSocket> result = new CompletableFuture<>();
    ChannelFuture bound =
        bootstrap(eventLoop, place, received).bind(new InetSocketAddress(place.group().getPort()));
    DatagramChannel channel = (DatagramChannel) bound.channel();
    bound.addListener(
        binding -> {
          if (binding.isSuccess()) {
            join(channel, place, result);
          } else {
            result.completeExceptionally(unavailable(place, binding.cause()));
          }
        });
    return result;
  }

  private static Bootstrap bootstrap(
      EventLoop eventLoop, MdnsPlace place, BiConsumer<Bytes, InetAddress> received) {
    return new Bootstrap()
        .group(eventLoop)
        .channelFactory(() -> new NioDatagramChannel(SocketProtocolFamily.INET))
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.IP_MULTICAST_IF, place.networkInterface())
        .option(ChannelOption.IP_MULTICAST_TTL, TIME_TO_LIVE)
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            // One byte more, so that one that is too large shows.
            new FixedRecvByteBufAllocator(DnsMessage.MAX_BYTES + 1)
                .maxMessagesPerRead(MAX_DATAGRAMS_PER_READ))
        .handler(new Receiver(received));
  }

  private static void join(
      DatagramChannel channel, MdnsPlace place, CompletableFuture<MulticastSocket> result) {
    channel
        .joinGroup(place.group(), place.networkInterface())
        .addListener(
            joining -> {
              if (joining.isSuccess()) {
                result.complete(new MulticastSocket(channel, place.group()));
              } else {
                channel.close();
                result.completeExceptionally(unavailable(place, joining.cause()));
              }
            });
  }

  private static ConnectionFailed unavailable(MdnsPlace place, Throwable cause) {
    return new ConnectionFailed(
        Reason.ADDRESS_UNAVAILABLE,
        place.group() + " can't be joined on " + place.networkInterface().getName(),
        cause);
  }

  @Override
  public void send(Bytes message) {
    if (!channel.isWritable()) {
      LOG.log(Level.DEBUG, "the link takes no more at this time");
      return;
    }
    channel
        .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message.toArray()), group))
        .addListener(
            sending -> {
              if (!sending.isSuccess()) {
                LOG.log(Level.DEBUG, () -> "not sent to " + group, sending.cause());
              }
            });
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    channel.close().addListener(done -> closed.complete(null));
    return closed;
  }

  private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    private final BiConsumer<Bytes, InetAddress> received;

    Receiver(BiConsumer<Bytes, InetAddress> received) {
      this.received = received;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      received.accept(
          Bytes.of(ByteBufUtil.getBytes(packet.content())), packet.sender().getAddress());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A network that is gone for a while: the group is joined for as long as the socket is open.
      LOG.log(Level.DEBUG, () -> "on " + context.channel(), cause);
    }
  }
}
