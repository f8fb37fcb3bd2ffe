package org.meshwork.libp2p.protocol.gossipsub;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;

/**
 * What gossip may take of this side.
 *
 * @param rpc that comes
 * @param maxSentRpcBytes that is sent, and so of a message, 1 KiB to 16 MiB
 * @param maxQueuedBytes that wait for one peer, at least {@code maxSentRpcBytes}, to 256 MiB
 * @param maxTopics that this side subscribes to, and as many that it publishes to, 1 to 65,536
 * @param maxTopicsPerPeer that a peer subscribes to, 1 to 65,536; others are ignored, and the peer
 *     is penalised
 * @param seenTtl how long a message is known, 1 s to 1 hour
 * @param maxSeen messages that are known, 1 to 2^24; the oldest are forgotten
 * @param maxCachedBytes of messages that are kept for others, 1 KiB to 1 GiB; the oldest are
 *     dropped
 * @param maxBackoffs in a topic, 1 to 2^20; the oldest are forgotten
 * @param validationTimeout 10 ms to 1 minute; a message that takes longer is ignored
 * @param maxValidations at once, 1 to 65,536; further messages are dropped as if not received
 * @param maxValidationsPerPeer that first delivered the message, 1 to 65,536
 */
public record BoundSettings(
    RpcBounds rpc,
    int maxSentRpcBytes,
    int maxQueuedBytes,
    int maxTopics,
    int maxTopicsPerPeer,
    Duration seenTtl,
    int maxSeen,
    int maxCachedBytes,
    int maxBackoffs,
    Duration validationTimeout,
    int maxValidations,
    int maxValidationsPerPeer) {
  private static final int MIN_BYTES = 1 << 10;
  private static final int MAX_RPC_BYTES = 16 << 20;
  private static final int MAX_QUEUED_BYTES = 256 << 20;
  private static final int MAX_CACHED_BYTES = 1 << 30;
  private static final int MAX_FEW = 65_536;
  private static final int MAX_SEEN = 1 << 24;
  private static final int MAX_BACKOFFS = 1 << 20;

  /**
   * 1 MiB an RPC that is sent, as go-libp2p takes; 4 MiB wait; messages are known for 2 minutes.
   */
  public static final BoundSettings DEFAULT =
      new BoundSettings(
          RpcBounds.DEFAULT,
          1 << 20,
          4 << 20,
          1_024,
          1_024,
          Duration.ofMinutes(2),
          1 << 17,
          32 << 20,
          16_384,
          Duration.ofSeconds(5),
          1_024,
          256);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public BoundSettings {
    Objects.requireNonNull(rpc);
    Ranges.require("maxSentRpcBytes", maxSentRpcBytes, MIN_BYTES, MAX_RPC_BYTES);
    Ranges.require("maxQueuedBytes", maxQueuedBytes, maxSentRpcBytes, MAX_QUEUED_BYTES);
    Ranges.require("maxTopics", maxTopics, 1, MAX_FEW);
    Ranges.require("maxTopicsPerPeer", maxTopicsPerPeer, 1, MAX_FEW);
    Ranges.require("seenTtl", seenTtl, Duration.ofSeconds(1), Duration.ofHours(1));
    Ranges.require("maxSeen", maxSeen, 1, MAX_SEEN);
    Ranges.require("maxCachedBytes", maxCachedBytes, MIN_BYTES, MAX_CACHED_BYTES);
    Ranges.require("maxBackoffs", maxBackoffs, 1, MAX_BACKOFFS);
    Ranges.require(
        "validationTimeout", validationTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    Ranges.require("maxValidations", maxValidations, 1, MAX_FEW);
    Ranges.require("maxValidationsPerPeer", maxValidationsPerPeer, 1, MAX_FEW);
  }

  public BoundSettings withSeen(Duration ttl, int max) {
    return new BoundSettings(
        rpc,
        maxSentRpcBytes,
        maxQueuedBytes,
        maxTopics,
        maxTopicsPerPeer,
        ttl,
        max,
        maxCachedBytes,
        maxBackoffs,
        validationTimeout,
        maxValidations,
        maxValidationsPerPeer);
  }

  public BoundSettings withTopics(int own, int perPeer) {
    return new BoundSettings(
        rpc,
        maxSentRpcBytes,
        maxQueuedBytes,
        own,
        perPeer,
        seenTtl,
        maxSeen,
        maxCachedBytes,
        maxBackoffs,
        validationTimeout,
        maxValidations,
        maxValidationsPerPeer);
  }

  public BoundSettings withValidations(Duration timeout, int max, int perPeer) {
    return new BoundSettings(
        rpc,
        maxSentRpcBytes,
        maxQueuedBytes,
        maxTopics,
        maxTopicsPerPeer,
        seenTtl,
        maxSeen,
        maxCachedBytes,
        maxBackoffs,
        timeout,
        max,
        perPeer);
  }

  public BoundSettings withBytes(int sentRpc, int queued, int cached) {
    return new BoundSettings(
        rpc,
        sentRpc,
        queued,
        maxTopics,
        maxTopicsPerPeer,
        seenTtl,
        maxSeen,
        cached,
        maxBackoffs,
        validationTimeout,
        maxValidations,
        maxValidationsPerPeer);
  }
}
