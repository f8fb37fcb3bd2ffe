package org.meshwork.libp2p.host;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.negotiation.StreamNegotiation;

/** Opens one stream and agrees on its protocol, in time. */
final class OutboundStream {
  private final Connection connection;
  private final List<String> protocols;
  private final Duration timeout;
  private final CompletableFuture<ProtocolStream> result = new CompletableFuture<>();

  private OutboundStream(Connection connection, List<String> protocols, Duration timeout) {
    this.connection = connection;
    this.protocols = protocols;
    this.timeout = timeout;
  }

  static CompletionStage<ProtocolStream> open(
      Connection connection, List<String> protocols, Duration timeout) {
    return new OutboundStream(connection, protocols, timeout).open();
  }

  private CompletionStage<ProtocolStream> open() {
    Future<?> timer =
        connection.eventLoop().schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete((stream, failure) -> timer.cancel(false));
    connection
        .openStream()
        .whenComplete(
            (stream, failure) -> {
              if (failure == null) {
                negotiate(stream);
              } else {
                result.completeExceptionally(ConnectionFailed.of(failure));
              }
            });
    return result;
  }

  private void timeOut() {
    result.completeExceptionally(
        new ConnectionFailed(Reason.TIMED_OUT, "no stream for " + protocols + " in " + timeout));
  }

  private void negotiate(Stream stream) {
    StreamNegotiation.dial(stream, protocols, connection.eventLoop(), timeout)
        .whenComplete(
            (agreement, failure) -> {
              if (failure != null) {
                result.completeExceptionally(ConnectionFailed.of(failure));
              } else if (!result.complete(
                  new ProtocolStream(connection, agreement.protocol(), agreement.stream()))) {
                // Nobody waits for it any more.
                stream.reset();
              }
            });
  }
}
