package org.meshwork.libp2p.transport;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Gives what went wrong below its reason. */
final class Failures {
  private Failures() {}

  static ConnectionFailed of(Throwable thrown, String what) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof ConnectionFailed failed) {
      return failed;
    }
    return new ConnectionFailed(reason(cause), what + ": " + cause.getMessage(), cause);
  }

  private static Reason reason(Throwable cause) {
    if (cause instanceof ConnectTimeoutException) {
      return Reason.TIMED_OUT;
    }
    if (cause instanceof ClosedChannelException) {
      return Reason.CLOSED;
    }
    return cause instanceof IOException ? Reason.UNREACHABLE : Reason.HANDSHAKE_REFUSED;
  }
}
