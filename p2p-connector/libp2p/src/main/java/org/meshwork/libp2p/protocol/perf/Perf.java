package org.meshwork.libp2p.protocol.perf;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.protocol.StreamsPerPeer;

/**
 * Measures the throughput of connections, and lets peers do so. Methods may be called from any
 * thread and never block; stages complete on the connection's event loop.
 */
public final class Perf {
  public static final String PROTOCOL = "/perf/1.0.0";

  private final Host host;
  private final PerfSettings settings;

  public Perf(Host host, PerfSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.settings = Objects.requireNonNull(settings);
  }

  /** Serves peers from now on: at their wish, as many bytes as the settings allow. */
  public void start() {
    host.handle(
        PROTOCOL,
        new StreamsPerPeer(
            settings.maxInboundStreams(), inbound -> new PerfServer(inbound, settings).start()));
  }

  /** Serves no new streams. */
  public void stop() {
    host.unhandle(PROTOCOL);
  }

  /**
   * Sends so many bytes on a new stream of the connection, and then has the peer send so many.
   *
   * @param upload at least 0, in bytes
   * @param download at least 0, in bytes
   * @return exceptionally {@link org.meshwork.libp2p.connection.ConnectionFailed}: {@code
   *     NO_COMMON_PROTOCOL} if the peer serves nobody, {@code TIMED_OUT}, {@code PROTOCOL_VIOLATED}
   *     if another number of bytes comes, or what the stream met
   */
  public CompletionStage<PerfResult> measure(Connection connection, long upload, long download) {
    if (upload < 0 || download < 0) {
      throw new IllegalArgumentException("no fewer than 0 bytes can be sent");
    }
    return host.openStream(connection, List.of(PROTOCOL))
        .thenCompose(
            stream -> new PerfClient(stream, settings.timeout(), upload, download).start());
  }
}
