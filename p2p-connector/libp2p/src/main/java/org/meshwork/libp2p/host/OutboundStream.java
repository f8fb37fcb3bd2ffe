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
import org.meshwork.libp2p.host.resources.Reservation;
import org.meshwork.libp2p.host.resources.Resource;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.negotiation.Agreement;
import org.meshwork.libp2p.negotiation.StreamNegotiation;

/** Opens one stream and agrees on its protocol, in time and within the limits. */
final class OutboundStream {
  private final Connection connection;
  private final List<String> protocols;
  private final Duration timeout;
  private final Resources resources;
  private final CompletableFuture<ProtocolStream> result = new CompletableFuture<>();

  private OutboundStream(
      Connection connection, List<String> protocols, Duration timeout, Resources resources) {
    this.connection = connection;
    this.protocols = protocols;
    this.timeout = timeout;
    this.resources = resources;
  }

  static CompletionStage<ProtocolStream> open(
      Connection connection, List<String> protocols, Duration timeout, Resources resources) {
    try {
      Reservation place = resources.reserve(Resource.OUTBOUND_STREAMS, 1, connection.remotePeer());
      return new OutboundStream(connection, protocols, timeout, resources).open(place);
    } catch (ConnectionFailed tooMuch) {
      return CompletableFuture.failedStage(tooMuch);
    }
  }

  private CompletionStage<ProtocolStream> open(Reservation place) {
    Future<?> timer =
        connection.eventLoop().schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete((stream, failure) -> timer.cancel(false));
    connection
        .openStream()
        .whenComplete(
            (stream, failure) -> {
              if (failure == null) {
                stream.closed().whenComplete((nothing, failed) -> place.close());
                negotiate(stream);
              } else {
                place.close();
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
              if (failure == null) {
                hand(agreement);
              } else {
                result.completeExceptionally(ConnectionFailed.of(failure));
              }
            });
  }

  private void hand(Agreement agreement) {
    Stream stream = agreement.stream();
    try {
      Reservation place = resources.reserve(Resource.OUTBOUND_STREAMS, 1, agreement.protocol());
      stream.closed().whenComplete((nothing, failed) -> place.close());
      if (!result.complete(new ProtocolStream(connection, agreement.protocol(), stream))) {
        // Nobody waits for it any more.
        stream.reset();
      }
    } catch (ConnectionFailed tooMuch) {
      stream.reset();
      result.completeExceptionally(tooMuch);
    }
  }
}
