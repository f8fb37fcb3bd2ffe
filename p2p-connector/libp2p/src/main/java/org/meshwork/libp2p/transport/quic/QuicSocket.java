package org.meshwork.libp2p.transport.quic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicConnectionAddress;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.PeerTrust;
import org.meshwork.libp2p.transport.Acceptor;

/**
 * A UDP socket that connections share, dialled ones and accepted ones. It lives as long as anybody
 * uses it: a listener, an attempt, or a connection.
 */
final class QuicSocket {
  static final int MAX_DATAGRAM_BYTES = 2_048;

  private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;
  private static final int MAX_READS = 64;

  private final QuicSetup setup;
  private final Channel channel;
  private final QuicRouter router = new QuicRouter();
  private final AtomicInteger users = new AtomicInteger(1);

  /** Set once, before anybody else knows this socket. */
  private InetSocketAddress localAddress;

  // For the event loop.
  private Optional<Acceptor> acceptor = Optional.empty();
  private int answering;
  private int dialling;

  private QuicSocket(QuicSetup setup, Channel channel) {
    this.setup = setup;
    this.channel = channel;
  }

  /** The caller is its first user. */
  static CompletableFuture<QuicSocket> bind(QuicSetup setup, InetSocketAddress local) {
    CompletableFuture<QuicSocket> bound = new CompletableFuture<>();
    SocketProtocolFamily family =
        local.getAddress() instanceof Inet4Address
            ? SocketProtocolFamily.INET
            : SocketProtocolFamily.INET6;
    QuicSocket[] socket = new QuicSocket[1];
    new Bootstrap()
        .group(setup.group)
        .channelFactory(() -> new NioDatagramChannel(family))
        .option(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(MAX_DATAGRAM_BYTES).maxMessagesPerRead(MAX_READS))
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                socket[0] = new QuicSocket(setup, channel);
                socket[0].install();
              }
            })
        .bind(local)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                socket[0].localAddress = (InetSocketAddress) socket[0].channel.localAddress();
                bound.complete(socket[0]);
              } else {
                bound.completeExceptionally(notBound(local, done.cause()));
              }
            });
    return bound;
  }

  private static ConnectionFailed notBound(InetSocketAddress local, Throwable cause) {
    return new ConnectionFailed(
        Reason.ADDRESS_UNAVAILABLE, "no socket can be had at " + local, cause);
  }

  private void install() {
    AddressTokens tokens =
        new AddressTokens(
            setup.random,
            () -> answering >= QuicBounds.BUSY_HANDSHAKES,
            channel.eventLoop().ticker()::nanoTime);
    channel
        .pipeline()
        .addLast(router)
        .addLast(
            QuicBounds.codec(new QuicServerCodecBuilder(), setup.idleTimeout)
                .sslTaskExecutor(channel.eventLoop())
                .sslEngineProvider(setup::answer)
                .tokenHandler(tokens)
                .handler(new Answering())
                .streamHandler(new Incoming())
                .streamOption(ChannelOption.AUTO_READ, false)
                .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .build())
        .addLast(QuicRouter.DIALS, new ChannelInboundHandlerAdapter())
        .addLast(
            QuicBounds.codec(new QuicClientCodecBuilder(), setup.idleTimeout)
                .sslTaskExecutor(channel.eventLoop())
                .sslEngineProvider(setup::dial)
                .build())
        .addLast(new Faults());
  }

  InetSocketAddress localAddress() {
    return localAddress;
  }

  /** Whether packets from here can be addressed there. */
  boolean reaches(InetSocketAddress remote) {
    InetAddress own = localAddress().getAddress();
    boolean sameFamily = own instanceof Inet4Address == remote.getAddress() instanceof Inet4Address;
    return sameFamily
        && (own.isAnyLocalAddress()
            || own.isLoopbackAddress() == remote.getAddress().isLoopbackAddress());
  }

  boolean isClosed() {
    return users.get() == 0;
  }

  /** Becomes one more user, unless the last one has gone. */
  boolean retain() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      channel.close();
    }
  }

  void accept(Acceptor connections) {
    channel
        .eventLoop()
        .execute(
            () -> {
              acceptor = Optional.of(connections);
              router.accept(true);
            });
  }

  /** Ends the use by a listener; completes when it takes nobody any more. */
  CompletableFuture<Void> stopAccepting() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    channel
        .eventLoop()
        .execute(
            () -> {
              acceptor = Optional.empty();
              router.accept(false);
              if (users.decrementAndGet() == 0) {
                channel.close().addListener(closed -> stopped.complete(null));
              } else {
                stopped.complete(null);
              }
            });
    return stopped;
  }

  /** Takes over the caller's use of this socket. */
  void dial(
      InetSocketAddress remote,
      Optional<PeerId> expected,
      CompletableFuture<QuicConnection> outcome) {
    channel.eventLoop().execute(() -> dialNow(remote, expected, outcome));
  }

  private void dialNow(
      InetSocketAddress remote,
      Optional<PeerId> expected,
      CompletableFuture<QuicConnection> outcome) {
    if (outcome.isDone() || dialling >= QuicBounds.MAX_HANDSHAKES) {
      outcome.completeExceptionally(
          new ConnectionFailed(Reason.TOO_MUCH, "too many attempts are under way"));
      release();
      return;
    }
    byte[] id = new byte[QuicRouter.ID_BYTES];
    setup.random.nextBytes(id);
    dialling++;
    outcome.whenComplete((connection, failure) -> channel.eventLoop().execute(() -> dialling--));
    PeerTrust trust = setup.expect(expected);
    QuicChannel.newBootstrap(channel)
        .attr(QuicHandshake.TRUST, trust)
        .handler(new Dialling(id, outcome))
        .streamHandler(new Incoming())
        .streamOption(ChannelOption.AUTO_READ, false)
        .streamOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
        .connectionAddress(new QuicConnectionAddress(id))
        .remoteAddress(remote)
        .connect()
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                outcome.completeExceptionally(QuicHandshake.refused(trust, done.cause()));
              }
            });
  }

  /** Takes over the caller's use of this socket; until the outcome is there, or no time is left. */
  void punch(InetSocketAddress remote, CompletableFuture<Connection> outcome) {
    outcome.whenComplete((connection, failure) -> release());
    new QuicPunch(channel, remote, setup.random, setup.handshakeTimeout, outcome).begin();
  }

  private final class Dialling extends ChannelInitializer<QuicChannel> {
    private final byte[] id;
    private final CompletableFuture<QuicConnection> outcome;

    Dialling(byte[] id, CompletableFuture<QuicConnection> outcome) {
      this.id = id;
      this.outcome = outcome;
    }

    @Override
    protected void initChannel(QuicChannel dialled) {
      router.addDial(id);
      dialled
          .closeFuture()
          .addListener(
              closed -> {
                router.removeDial(id);
                release();
              });
      outcome.whenComplete(
          (connection, failure) -> {
            if (failure != null) {
              setup.leftovers.add(dialled);
            }
          });
      dialled.pipeline().addLast(new QuicHandshake(true, setup, outcome));
    }
  }

  private final class Answering extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel answered) {
      boolean isAdmitted = acceptor.filter(next -> admits(next, answered)).isPresent();
      if (!isAdmitted || answering >= QuicBounds.MAX_HANDSHAKES || !retain()) {
        answered.close();
        return;
      }
      answering++;
      answered.closeFuture().addListener(closed -> release());
      CompletableFuture<QuicConnection> outcome = new CompletableFuture<>();
      outcome.whenComplete(
          (connection, failure) -> {
            answering--;
            answered(connection, failure);
          });
      answered.pipeline().addLast(new QuicHandshake(false, setup, outcome));
    }

    private static boolean admits(Acceptor acceptor, QuicChannel answered) {
      return acceptor.admits(QuicAddress.of((InetSocketAddress) answered.remoteSocketAddress()));
    }

    private void answered(QuicConnection connection, Throwable failure) {
      if (failure != null) {
        QuicTransport.LOG.log(System.Logger.Level.DEBUG, "nobody was let in", failure);
        return;
      }
      try {
        acceptor.ifPresentOrElse(next -> next.accept(connection), connection::close);
      } catch (RuntimeException thrown) {
        QuicTransport.LOG.log(System.Logger.Level.DEBUG, "an acceptor failed", thrown);
        connection.close();
      }
    }
  }

  private static final class Incoming extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel stream) {
      QuicConnection connection = stream.parent().attr(QuicHandshake.CONNECTION).get();
      if (connection == null) {
        stream.close();
      } else {
        connection.incoming(stream);
      }
    }
  }

  @ChannelHandler.Sharable
  private static final class Faults extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      QuicTransport.LOG.log(System.Logger.Level.DEBUG, "a packet was lost", cause);
    }
  }
}
