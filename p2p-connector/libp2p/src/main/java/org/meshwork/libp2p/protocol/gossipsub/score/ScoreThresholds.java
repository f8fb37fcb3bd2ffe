package org.meshwork.libp2p.protocol.gossipsub.score;

/**
 * What scores mean (gossipsub 1.1, "Score Thresholds"). Whoever is below 0 is in no mesh.
 *
 * @param gossip below which no gossip is sent or taken, 0 or less
 * @param publish below which own messages are not sent, at most {@code gossip}
 * @param graylist below which nothing is taken, at most {@code publish}
 * @param acceptPeers above which proposed peers are connected to, 0 or more
 * @param opportunisticGraft of the median in a mesh below which better peers are grafted, 0 or more
 */
public record ScoreThresholds(
    double gossip, double publish, double graylist, double acceptPeers, double opportunisticGraft) {
  public static final ScoreThresholds DEFAULT = new ScoreThresholds(-40, -80, -160, 10, 1);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public ScoreThresholds {
    Numbers.requireNotPositive("gossip", gossip);
    Numbers.require("publish", publish, publish <= gossip, "at most that of gossip");
    Numbers.require("graylist", graylist, graylist <= publish, "at most that of publishing");
    Numbers.requireNotNegative("acceptPeers", acceptPeers);
    Numbers.requireNotNegative("opportunisticGraft", opportunisticGraft);
  }
}
