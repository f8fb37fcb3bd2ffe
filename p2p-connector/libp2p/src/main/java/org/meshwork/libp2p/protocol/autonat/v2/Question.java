package org.meshwork.libp2p.protocol.autonat.v2;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.Messages;

/** One request of this host, up to its answer. On the connection's event loop. */
final class Question implements MessageReader.Sink {
  private static final Bytes DATA =
      new DialDataResponse(Bytes.of(new byte[DialDataResponse.MAX_DATA_BYTES])).encode();

  private final CompletableFuture<DialResponse> result = new CompletableFuture<>();
  private final ProtocolStream stream;
  private final DialRequest request;
  private final Duration timeout;
  private boolean hasPaid;

  private Question(ProtocolStream stream, DialRequest request, Duration timeout) {
    this.stream = stream;
    this.request = request;
    this.timeout = timeout;
  }

  /**
   * @return whose index is of the request if its status is {@code OK}
   */
  static CompletionStage<DialResponse> ask(
      ProtocolStream stream, DialRequest request, Duration timeout) {
    return new Question(stream, request, timeout).start();
  }

  private CompletionStage<DialResponse> start() {
    // Up to the end of the stream: the server might not close it.
    Future<?> timer =
        stream
            .connection()
            .eventLoop()
            .schedule(this::timeOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
    stream.stream().closed().whenComplete((nothing, failure) -> timer.cancel(false));
    stream.stream().read(new MessageReader(stream.stream(), Message.MAX_BYTES, this));
    // What can't be written fails the stream, of which the reader hears.
    stream.stream().write(Messages.frame(request.encode()));
    return result;
  }

  private void timeOut() {
    failed(new ConnectionFailed(Reason.TIMED_OUT, "no answer within " + timeout));
    stream.stream().reset();
  }

  @Override
  public void message(Bytes bytes) {
    Message message = Message.decode(bytes);
    if (!result.isDone() && message instanceof DialDataRequest price) {
      pay(price);
    } else if (!result.isDone() && message instanceof DialResponse response) {
      take(response);
    } else {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "a " + message.getClass().getSimpleName() + " out of place");
    }
  }

  private void pay(DialDataRequest price) {
    requireAddress(price.index());
    if (hasPaid || price.bytes() > DialRequestServer.MAX_PRICE_BYTES) {
      throw new ConnectionFailed(
          Reason.TOO_MUCH, "a price of " + price.bytes() + " bytes, or a second one");
    }
    hasPaid = true;
    // All at once: it is little beside what a stream takes.
    for (long sent = 0; sent < price.bytes(); sent += DialDataResponse.MAX_DATA_BYTES) {
      stream.stream().write(Messages.frame(DATA));
    }
  }

  private void take(DialResponse response) {
    if (response.status() == ResponseStatus.OK) {
      requireAddress(response.index());
    }
    result.complete(response);
    stream.stream().closeWrite();
  }

  private void requireAddress(int index) {
    if (index >= request.addresses().size()) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "address " + index + " was not asked for");
    }
  }

  @Override
  public void end() {
    failed(new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "the stream ends without an answer"));
    stream.stream().closeWrite();
  }

  @Override
  public void failed(ConnectionFailed failure) {
    result.completeExceptionally(failure);
  }
}
