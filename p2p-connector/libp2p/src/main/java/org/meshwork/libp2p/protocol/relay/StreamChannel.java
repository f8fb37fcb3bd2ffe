package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/**
 * A stream as a channel of plain bytes, connected from the beginning, for the upgrade to work on.
 * It is read when the channel is, and what it has no room for waits in the channel, which tells so
 * by its writability. To be registered with the event loop of the stream's connection.
 */
final class StreamChannel extends AbstractChannel {
  private static final ChannelMetadata METADATA = new ChannelMetadata(false);

  /** In which the peer may end its side when this one has ended. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final ChannelConfig config = new DefaultChannelConfig(this);
  private final Stream stream;
  private volatile boolean isClosed;
  private boolean isReading;
  private boolean isWanted;
  private boolean isBlocked;

  StreamChannel(Stream stream) {
    super(null);
    this.stream = stream;
  }

  @Override
  public ChannelConfig config() {
    return config;
  }

  @Override
  public ChannelMetadata metadata() {
    return METADATA;
  }

  @Override
  public boolean isOpen() {
    return !isClosed;
  }

  @Override
  public boolean isActive() {
    return !isClosed;
  }

  @Override
  protected boolean isCompatible(EventLoop loop) {
    return true;
  }

  /** None: what a circuit leads over is said by its route. */
  @Override
  protected SocketAddress localAddress0() {
    return null;
  }

  @Override
  protected SocketAddress remoteAddress0() {
    return null;
  }

  @Override
  protected void doBind(SocketAddress local) {
    throw new UnsupportedOperationException("a stream is bound to its connection");
  }

  @Override
  protected void doDisconnect() {
    doClose();
  }

  @Override
  protected void doClose() {
    isClosed = true;
    if (isRegistered()) {
      Draining.end(stream, eventLoop(), LINGER);
    } else {
      stream.reset();
    }
  }

  @Override
  protected void doBeginRead() {
    isWanted = true;
    if (isReading) {
      stream.resumeReading();
    } else {
      isReading = true;
      stream.read(new Input());
    }
  }

  private final class Input implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      if (isClosed) {
        bytes.release();
        return;
      }
      isWanted = false;
      pipeline().fireChannelRead(bytes);
      pipeline().fireChannelReadComplete();
      if (!isWanted && !isClosed) {
        stream.pauseReading();
      }
    }

    @Override
    public void endOfInput() {
      unsafe().close(voidPromise());
    }

    @Override
    public void failed(ConnectionFailed failure) {
      unsafe().close(voidPromise());
    }
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer out) {
    while (!isBlocked) {
      Object next = out.current();
      if (next == null) {
        return;
      }
      ByteBuf bytes = ((ByteBuf) next).retain();
      out.progress(bytes.readableBytes());
      CompletableFuture<Void> room = stream.write(bytes).toCompletableFuture();
      out.remove();
      if (!room.isDone() || room.isCompletedExceptionally()) {
        isBlocked = true;
        room.whenComplete((nothing, failure) -> continueWriting(failure));
      }
    }
  }

  private void continueWriting(Throwable failure) {
    if (!eventLoop().inEventLoop()) {
      eventLoop().execute(() -> continueWriting(failure));
      return;
    }
    if (failure == null) {
      isBlocked = false;
      ((StreamUnsafe) unsafe()).flushRest();
    } else {
      // Not from within the flush that met it.
      eventLoop().execute(() -> unsafe().close(voidPromise()));
    }
  }

  @Override
  protected Object filterOutboundMessage(Object message) {
    if (message instanceof ByteBuf) {
      return message;
    }
    throw new UnsupportedOperationException("a stream takes bytes, not " + message.getClass());
  }

  @Override
  protected AbstractUnsafe newUnsafe() {
    return new StreamUnsafe();
  }

  private final class StreamUnsafe extends AbstractUnsafe {
    @Override
    public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
      safeSetFailure(
          promise, new UnsupportedOperationException("a stream is connected from the beginning"));
    }

    void flushRest() {
      flush0();
    }
  }
}
