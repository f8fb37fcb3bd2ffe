package org.meshwork.libp2p.protocol.gossipsub.wire;

/**
 * What one RPC may hold; a larger one is refused as a whole.
 *
 * @param maxBytes without its length, 1 KiB to 16 MiB
 * @param maxSubscriptions and their ends, 1 to 65,536
 * @param maxMessages 1 to 65,536
 * @param maxControls of each kind of control message, 1 to 65,536
 * @param maxIds of messages, in all control messages together, 1 to 1,048,576
 * @param maxPeers that one PRUNE proposes, 1 to 1,024
 */
public record RpcBounds(
    int maxBytes,
    int maxSubscriptions,
    int maxMessages,
    int maxControls,
    int maxIds,
    int maxPeers) {
  private static final int MIN_BYTES = 1 << 10;
  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_PARTS = 65_536;
  private static final int MAX_IDS = 1 << 20;
  private static final int MAX_PEERS = 1_024;

  /** 4 MiB, as js-libp2p takes; far more parts than implementations are known to send. */
  public static final RpcBounds DEFAULT = new RpcBounds(4 << 20, 5_000, 5_000, 5_000, 32_768, 256);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public RpcBounds {
    require("maxBytes", maxBytes, MIN_BYTES, MAX_BYTES);
    require("maxSubscriptions", maxSubscriptions, 1, MAX_PARTS);
    require("maxMessages", maxMessages, 1, MAX_PARTS);
    require("maxControls", maxControls, 1, MAX_PARTS);
    require("maxIds", maxIds, 1, MAX_IDS);
    require("maxPeers", maxPeers, 1, MAX_PEERS);
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  public RpcBounds withMaxBytes(int other) {
    return new RpcBounds(other, maxSubscriptions, maxMessages, maxControls, maxIds, maxPeers);
  }
}
