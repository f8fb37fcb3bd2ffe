package org.meshwork.libp2p.protocol.ping;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.peer.PeerId;

/**
 * The pings to one peer, one after the other on one stream, which is closed when none waits any
 * more. The next one is opened only after that. On the host's executor.
 */
final class PingQueue {
  private final ArrayDeque<CompletableFuture<Duration>> waiting = new ArrayDeque<>(1);
  private final Host host;
  private final PeerId peer;
  private final RandomGenerator random;
  private final PingSettings settings;
  private final Runnable emptied;
  private boolean isRunning;

  /**
   * @param emptied called when nothing waits and no stream is open
   */
  PingQueue(
      Host host, PeerId peer, RandomGenerator random, PingSettings settings, Runnable emptied) {
    this.host = host;
    this.peer = peer;
    this.random = random;
    this.settings = settings;
    this.emptied = emptied;
  }

  void add(CompletableFuture<Duration> ping) {
    if (waiting.size() >= settings.maxWaiting()) {
      ping.completeExceptionally(
          new ConnectionFailed(Reason.TOO_MUCH, waiting.size() + " pings wait for " + peer));
      return;
    }
    waiting.add(ping);
    if (!isRunning) {
      isRunning = true;
      open();
    }
  }

  private void open() {
    host.openStream(peer, Ping.PROTOCOL)
        .whenCompleteAsync(
            (stream, failure) -> {
              if (failure == null) {
                next(begin(stream));
              } else {
                failFirst(failure);
                over();
              }
            },
            host.executor());
  }

  private PingStream begin(ProtocolStream stream) {
    PingStream pings = new PingStream(stream, settings.timeout());
    stream.stream().read(pings);
    return pings;
  }

  private void next(PingStream stream) {
    if (waiting.isEmpty()) {
      stream.close().whenCompleteAsync((nothing, failure) -> over(), host.executor());
      return;
    }
    byte[] payload = new byte[PingStream.PAYLOAD_BYTES];
    random.nextBytes(payload);
    stream
        .ping(payload)
        .whenCompleteAsync(
            (took, failure) -> {
              if (failure == null) {
                waiting.remove().complete(took);
                next(stream);
              } else {
                // The stream is over, too.
                failFirst(failure);
                over();
              }
            },
            host.executor());
  }

  private void failFirst(Throwable failure) {
    waiting.remove().completeExceptionally(ConnectionFailed.of(failure));
  }

  private void over() {
    if (waiting.isEmpty()) {
      isRunning = false;
      emptied.run();
    } else {
      open();
    }
  }
}
