package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * A channel on its way to be a connection, for as long as it may take. Ends in a connection, or
 * with the channel closed.
 */
final class Attempt {
  private final CompletableFuture<Connection> result = new CompletableFuture<>();
  private final Duration timeout;

  Attempt(Duration timeout) {
    this.timeout = timeout;
  }

  /** Cancelling it gives the attempt up. */
  CompletableFuture<Connection> result() {
    return result;
  }

  /** Takes the channel on, on its event loop. */
  void begin(Channel channel) {
    Future<?> timer =
        channel.eventLoop().schedule(this::timedOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    result.whenComplete(
        (connection, failure) -> {
          timer.cancel(false);
          if (failure != null) {
            channel.close();
          }
        });
  }

  /** Ends with the channel, once it is connected; until then, connecting tells what it met. */
  void endWith(Channel channel) {
    channel
        .closeFuture()
        // Whoever closes the channel because of a failure may say so right afterwards.
        .addListener(closed -> channel.eventLoop().execute(() -> fail(hungUp())));
  }

  private void timedOut() {
    fail(new ConnectionFailed(Reason.TIMED_OUT, "no connection within " + timeout));
  }

  private static ConnectionFailed hungUp() {
    return new ConnectionFailed(Reason.CLOSED, "the peer hung up before there was a connection");
  }

  void succeed(Connection connection) {
    if (!result.complete(connection)) {
      connection.close();
    }
  }

  void fail(ConnectionFailed failure) {
    result.completeExceptionally(failure);
  }
}
