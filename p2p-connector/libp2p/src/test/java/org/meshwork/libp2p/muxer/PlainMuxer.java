package org.meshwork.libp2p.muxer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;

/** The least that lets streams share a channel; without windows or bounds. For tests alone. */
public final class PlainMuxer implements Muxer {
  private static final int OPEN = 0;
  private static final int DATA = 1;
  private static final int END = 2;
  private static final int RESET = 3;
  private static final int GO_AWAY = 4;
  private static final int HEADER_BYTES = 9;

  @Override
  public String protocol() {
    return "/plain-muxer/1.0.0";
  }

  @Override
  public MuxedChannel mux(Channel channel, boolean isInitiator) {
    Muxed muxed = new Muxed(channel, isInitiator);
    channel.pipeline().addLast(muxed);
    return muxed;
  }

  private static ConnectionFailed closedFailure() {
    return new ConnectionFailed(Reason.CLOSED, "the connection has ended");
  }

  private static final class Muxed extends ByteToMessageDecoder implements MuxedChannel {
    private final Channel channel;
    private final Map<Integer, Substream> streams = new HashMap<>();
    private final Queue<Stream> unaccepted = new ArrayDeque<>();
    private final CompletableFuture<ConnectionFailed> ended = new CompletableFuture<>();
    private Consumer<Stream> acceptor;
    private int nextId;
    private boolean isLeaving;

    Muxed(Channel channel, boolean isInitiator) {
      this.channel = channel;
      this.nextId = isInitiator ? 1 : 2;
    }

    void run(Runnable work) {
      if (channel.eventLoop().inEventLoop()) {
        work.run();
      } else {
        channel.eventLoop().execute(work);
      }
    }

    CompletionStage<Void> send(int type, int id, ByteBuf payload) {
      CompletableFuture<Void> sent = new CompletableFuture<>();
      ByteBuf header = channel.alloc().buffer(HEADER_BYTES);
      int length = payload == null ? 0 : payload.readableBytes();
      channel.write(header.writeByte(type).writeInt(id).writeInt(length));
      channel
          .writeAndFlush(payload == null ? channel.alloc().buffer(0) : payload)
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(closedFailure());
                }
              });
      return sent;
    }

    @Override
    public CompletionStage<Stream> openStream() {
      CompletableFuture<Stream> opened = new CompletableFuture<>();
      run(
          () -> {
            if (isLeaving || ended.isDone()) {
              opened.completeExceptionally(closedFailure());
              return;
            }
            Substream stream = new Substream(this, nextId, true);
            nextId += 2;
            streams.put(stream.id, stream);
            send(OPEN, stream.id, null);
            opened.complete(stream);
          });
      return opened;
    }

    @Override
    public void acceptStreams(Consumer<Stream> next) {
      run(
          () -> {
            acceptor = next;
            unaccepted.forEach(next);
            unaccepted.clear();
          });
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      if (in.readableBytes() < HEADER_BYTES) {
        return;
      }
      int length = in.getInt(in.readerIndex() + 5);
      if (length < 0 || length > 1 << 24) {
        context.close();
        in.skipBytes(in.readableBytes());
        return;
      }
      if (in.readableBytes() < HEADER_BYTES + length) {
        return;
      }
      int type = in.readByte();
      int id = in.readInt();
      in.skipBytes(4);
      take(type, id, in.readRetainedSlice(length));
    }

    private void take(int type, int id, ByteBuf payload) {
      Substream stream = streams.get(id);
      if (type == DATA && stream != null) {
        stream.arrived(payload);
        return;
      }
      payload.release();
      if (type == OPEN) {
        accept(new Substream(this, id, false));
      } else if (type == GO_AWAY) {
        isLeaving = true;
        closeIfEmpty();
      } else if (stream != null && type == END) {
        stream.ended();
      } else if (stream != null && type == RESET) {
        stream.fail(new ConnectionFailed(Reason.RESET, "the peer reset the stream"));
      }
    }

    private void accept(Substream stream) {
      streams.put(stream.id, stream);
      if (acceptor == null) {
        unaccepted.add(stream);
      } else {
        acceptor.accept(stream);
      }
    }

    void remove(Substream stream) {
      streams.remove(stream.id);
      closeIfEmpty();
    }

    private void closeIfEmpty() {
      if (isLeaving && streams.isEmpty()) {
        channel.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
      super.channelInactive(context);
      ended.complete(closedFailure());
      new ArrayList<>(streams.values()).forEach(stream -> stream.fail(closedFailure()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }

    @Override
    public CompletionStage<Void> closeGracefully() {
      run(
          () -> {
            isLeaving = true;
            send(GO_AWAY, 0, null).thenRun(this::closeIfEmpty);
          });
      return ended.thenApply(reason -> null);
    }

    @Override
    public CompletionStage<Void> close() {
      channel.close();
      return ended.thenApply(reason -> null);
    }

    @Override
    public CompletionStage<ConnectionFailed> ended() {
      return ended;
    }
  }

  private static final class Substream implements Stream {
    private final Muxed muxed;
    private final int id;
    private final boolean isInitiator;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private StreamReader reader;
    private ConnectionFailed failure;
    private boolean isPaused;
    private boolean hasEnded;
    private boolean hasToldEnd;
    private boolean isWriteClosed;

    Substream(Muxed muxed, int id, boolean isInitiator) {
      this.muxed = muxed;
      this.id = id;
      this.isInitiator = isInitiator;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public boolean isInitiator() {
      return isInitiator;
    }

    void arrived(ByteBuf bytes) {
      if (failure != null || !bytes.isReadable()) {
        bytes.release();
        return;
      }
      waiting.add(bytes);
      deliver();
    }

    void ended() {
      hasEnded = true;
      deliver();
    }

    private void deliver() {
      while (reader != null && !isPaused && failure == null && !waiting.isEmpty()) {
        try {
          reader.bytes(waiting.remove());
        } catch (RuntimeException thrown) {
          reset();
        }
      }
      if (reader != null && !isPaused && failure == null && hasEnded && !hasToldEnd) {
        hasToldEnd = true;
        reader.endOfInput();
        closeIfOver();
      }
    }

    private void closeIfOver() {
      if (hasToldEnd && isWriteClosed && failure == null) {
        closed.complete(null);
        muxed.remove(this);
      }
    }

    void fail(ConnectionFailed reason) {
      if (failure != null || closed.isDone()) {
        return;
      }
      failure = reason;
      waiting.forEach(ByteBuf::release);
      waiting.clear();
      closed.completeExceptionally(reason);
      muxed.remove(this);
      if (reader != null) {
        reader.failed(reason);
      }
    }

    @Override
    public void read(StreamReader next) {
      muxed.run(
          () -> {
            reader = next;
            if (failure != null) {
              next.failed(failure);
            }
            deliver();
          });
    }

    @Override
    public void pauseReading() {
      muxed.run(() -> isPaused = true);
    }

    @Override
    public void resumeReading() {
      muxed.run(
          () -> {
            isPaused = false;
            deliver();
          });
    }

    @Override
    public CompletionStage<Void> write(ByteBuf bytes) {
      CompletableFuture<Void> written = new CompletableFuture<>();
      muxed.run(
          () -> {
            if (failure != null || isWriteClosed) {
              bytes.release();
              written.completeExceptionally(failure != null ? failure : closedFailure());
              return;
            }
            muxed
                .send(DATA, id, bytes)
                .whenComplete(
                    (sent, failed) -> {
                      if (failed == null) {
                        written.complete(null);
                      } else {
                        written.completeExceptionally(closedFailure());
                      }
                    });
          });
      return written;
    }

    @Override
    public CompletionStage<Void> closeWrite() {
      CompletableFuture<Void> done = new CompletableFuture<>();
      muxed.run(
          () -> {
            if (!isWriteClosed && failure == null) {
              isWriteClosed = true;
              muxed.send(END, id, null);
              closeIfOver();
            }
            done.complete(null);
          });
      return done;
    }

    @Override
    public void reset() {
      muxed.run(
          () -> {
            if (failure == null && !closed.isDone()) {
              muxed.send(RESET, id, null);
              fail(new ConnectionFailed(Reason.RESET, "this side reset the stream"));
            }
          });
    }

    @Override
    public CompletionStage<Void> closed() {
      return closed;
    }
  }
}
