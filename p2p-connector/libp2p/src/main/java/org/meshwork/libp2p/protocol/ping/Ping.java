package org.meshwork.libp2p.protocol.ping;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.StreamsPerPeer;

/**
 * Answers pings and pings peers. Methods may be called from any thread and never block; stages
 * complete on the host's executor.
 */
public final class Ping {
  public static final String PROTOCOL = "/ipfs/ping/1.0.0";

  private final Map<PeerId, PingQueue> queues = new HashMap<>();
  private final Host host;
  private final RandomGenerator random;
  private final PingSettings settings;

  /**
   * @param random where payloads come from; used on the host's executor only
   */
  public Ping(Host host, RandomGenerator random, PingSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.random = Objects.requireNonNull(random);
    this.settings = Objects.requireNonNull(settings);
    host.allowOnLimitedConnections(PROTOCOL);
  }

  /** Answers from now on. */
  public void start() {
    host.handle(
        PROTOCOL,
        new StreamsPerPeer(
            settings.maxInboundStreams(),
            inbound -> inbound.stream().read(new Echo(inbound.stream()))));
  }

  /** Answers no new streams. */
  public void stop() {
    host.unhandle(PROTOCOL);
  }

  /**
   * Sends a ping to a peer that is connected, once those before it have been answered.
   *
   * @return how long the answer took; exceptionally {@link
   *     org.meshwork.libp2p.connection.ConnectionFailed}: {@code PROTOCOL_VIOLATED} if the answer
   *     is another one, {@code TIMED_OUT}, {@code TOO_MUCH} if too many wait, or what opening the
   *     stream met
   */
  public CompletionStage<Duration> ping(PeerId peer) {
    CompletableFuture<Duration> result = new CompletableFuture<>();
    host.executor()
        .execute(
            () ->
                queues
                    .computeIfAbsent(
                        peer,
                        absent ->
                            new PingQueue(host, peer, random, settings, () -> queues.remove(peer)))
                    .add(result));
    return result;
  }
}
