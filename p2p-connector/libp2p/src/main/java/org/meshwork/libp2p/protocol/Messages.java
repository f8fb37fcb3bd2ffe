package org.meshwork.libp2p.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.StreamHandler;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/** Messages behind their length on a stream: all, one, or one each way. From any thread. */
public final class Messages {
  private static final System.Logger LOG = System.getLogger(Messages.class.getName());

  private Messages() {}

  /** The message behind its length. */
  public static ByteBuf frame(Bytes message) {
    return Unpooled.wrappedBuffer(new ByteWriter().prefixed(message).toBytes().toArray());
  }

  /**
   * Reads all messages, up to the end of input.
   *
   * @return completes on the connection's event loop; exceptionally with {@link ConnectionFailed}:
   *     {@code PROTOCOL_VIOLATED} if the peer sends anything else or too much, {@code TIMED_OUT},
   *     or what the stream met; it is reset then
   */
  public static CompletionStage<List<Bytes>> readAll(ProtocolStream from, MessageBounds bounds) {
    return new Reading(from, bounds, false).start();
  }

  /** Reads one message, and drops what comes behind it; as {@link #readAll}. */
  public static CompletionStage<Bytes> readOne(ProtocolStream from, MessageBounds bounds) {
    return new Reading(from, bounds, true).start().thenApply(messages -> messages.get(0));
  }

  /**
   * Sends one message and the end, and reads the answer. The stream is over then, or soon.
   *
   * @return as {@link #readOne}
   */
  public static CompletionStage<Bytes> ask(
      ProtocolStream stream, Bytes request, MessageBounds bounds) {
    CompletionStage<Bytes> answer = readOne(stream, bounds);
    // What can't be written fails the stream, of which the reader hears.
    sendLast(stream, request, bounds);
    return answer;
  }

  /**
   * Reads a message of each stream, and sends the answer. Where there is none the stream is reset.
   *
   * @param answers called on the connection's event loop, must not block
   * @param bounds for reading, and again for sending; the answer has the time that it takes
   */
  public static StreamHandler answering(
      BiFunction<PeerId, Bytes, CompletionStage<Bytes>> answers, MessageBounds bounds) {
    return inbound ->
        readOne(inbound, bounds)
            .thenCompose(request -> answers.apply(inbound.connection().remotePeer(), request))
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    sendLast(inbound, answer, bounds);
                  } else {
                    LOG.log(Level.DEBUG, () -> "no answer of " + inbound.protocol(), failure);
                    inbound.stream().reset();
                  }
                });
  }

  /** Sends one message and the end, and resets the stream unless it is closed in time. */
  public static void sendLast(ProtocolStream to, Bytes message, MessageBounds bounds) {
    Future<?> timer =
        to.connection()
            .eventLoop()
            .schedule(to.stream()::reset, bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
    to.stream().closed().whenComplete((nothing, failure) -> timer.cancel(false));
    to.stream().write(frame(message));
    to.stream().closeWrite();
  }

  private static final class Reading implements MessageReader.Sink {
    private final ProtocolStream from;
    private final MessageBounds bounds;
    private final boolean isOne;
    private final MessageReader reader;
    private final List<Bytes> messages = new ArrayList<>(1);
    private final CompletableFuture<List<Bytes>> result = new CompletableFuture<>();

    Reading(ProtocolStream from, MessageBounds bounds, boolean isOne) {
      this.from = from;
      this.bounds = bounds;
      this.isOne = isOne;
      this.reader = new MessageReader(from.stream(), bounds.maxBytes(), this);
    }

    CompletionStage<List<Bytes>> start() {
      Future<?> timer =
          from.connection()
              .eventLoop()
              .schedule(this::timeOut, bounds.timeout().toMillis(), TimeUnit.MILLISECONDS);
      result.whenComplete((all, failure) -> timer.cancel(false));
      from.stream().read(reader);
      return result;
    }

    private void timeOut() {
      reader.failed(
          new ConnectionFailed(
              Reason.TIMED_OUT, "no message of " + from.protocol() + " in " + bounds.timeout()));
      from.stream().reset();
    }

    @Override
    public void message(Bytes message) {
      if (messages.size() == bounds.maxMessages()) {
        throw new ConnectionFailed(
            Reason.PROTOCOL_VIOLATED, "more than " + bounds.maxMessages() + " messages");
      }
      messages.add(message);
      if (isOne) {
        reader.stop();
        result.complete(messages);
      }
    }

    @Override
    public void end() {
      if (isOne) {
        failed(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the stream ends without a message"));
      } else {
        result.complete(messages);
      }
    }

    @Override
    public void failed(ConnectionFailed failure) {
      result.completeExceptionally(failure);
    }
  }
}
