package org.meshwork.libp2p.protocol.gossipsub.score;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * How conduct becomes a score (gossipsub 1.1, "The Score Function").
 *
 * @param topics how conduct counts in these
 * @param otherTopics and in all others that this side has subscribed to; nothing if empty
 * @param topicCap of what all topics give together; 0 for none
 * @param applicationWeight of P5, 0 or more
 * @param colocation P6
 * @param behaviour P7: how misbehaviour counts, by the square of its surplus
 * @param slowness how messages count that a peer was too slow to take; not in the specification
 * @param decayInterval 100 ms or more
 * @param decayToZero below which a decayed count is zero
 * @param retention of a bad score after the peer has gone
 * @param maxRetained scores of peers that have gone, 1 to 1,048,576; the oldest are forgotten
 */
public record ScoreSettings(
    Map<Topic, TopicScoreSettings> topics,
    Optional<TopicScoreSettings> otherTopics,
    double topicCap,
    double applicationWeight,
    Colocation colocation,
    Surplus behaviour,
    Surplus slowness,
    Duration decayInterval,
    double decayToZero,
    Duration retention,
    int maxRetained) {
  private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
  private static final int MAX_RETAINED = 1 << 20;

  /**
   * @param weight of the square of the surplus, 0 or less
   * @param threshold of peers at one address that are not penalised, 1 or more
   */
  public record Colocation(double weight, int threshold) {
    public Colocation {
      Numbers.requireNotPositive("colocation.weight", weight);
      Numbers.require("colocation.threshold", threshold, threshold >= 1, "1 or more");
    }
  }

  /**
   * @param weight 0 or less
   * @param decay in (0, 1), each decay interval
   * @param threshold that is not penalised, 0 or more; 0 in the specification
   */
  public record Surplus(double weight, double decay, double threshold) {
    public Surplus {
      Numbers.requireNotPositive("weight", weight);
      Numbers.requireDecay("decay", decay);
      Numbers.requireNotNegative("threshold", threshold);
    }
  }

  /**
   * The specification has no defaults. Here: all topics alike, with no more than 50 points; 10
   * peers at an address; misbehaviour counts 10 times the square of what is above 2, since a GRAFT
   * that crosses a PRUNE on its way is nobody's fault, and halves in 7 seconds; scores of peers
   * that have gone are kept for an hour.
   */
  public static final ScoreSettings DEFAULT =
      new ScoreSettings(
          Map.of(),
          Optional.of(TopicScoreSettings.DEFAULT),
          50,
          1,
          new Colocation(-5, 10),
          new Surplus(-10, 0.9, 2),
          new Surplus(-0.2, 0.2, 0),
          Duration.ofSeconds(1),
          0.01,
          Duration.ofHours(1),
          4_096);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public ScoreSettings {
    topics = Map.copyOf(topics);
    Objects.requireNonNull(otherTopics);
    Numbers.requireNotNegative("topicCap", topicCap);
    Numbers.requireNotNegative("applicationWeight", applicationWeight);
    Objects.requireNonNull(colocation);
    Objects.requireNonNull(behaviour);
    Objects.requireNonNull(slowness);
    Numbers.requirePositive("decayInterval", decayInterval);
    Numbers.require(
        "decayInterval",
        decayInterval,
        decayInterval.compareTo(MIN_INTERVAL) >= 0,
        MIN_INTERVAL + " or more");
    Numbers.requireNotNegative("decayToZero", decayToZero);
    Numbers.requireNotNegative("retention", retention);
    Numbers.require(
        "maxRetained", maxRetained, maxRetained >= 1 && maxRetained <= MAX_RETAINED, "1 to 2^20");
  }

  Optional<TopicScoreSettings> of(Topic topic) {
    return Optional.ofNullable(topics.get(topic)).or(() -> otherTopics);
  }

  public ScoreSettings withBehaviour(Surplus other) {
    return new ScoreSettings(
        topics,
        otherTopics,
        topicCap,
        applicationWeight,
        colocation,
        other,
        slowness,
        decayInterval,
        decayToZero,
        retention,
        maxRetained);
  }

  public ScoreSettings withTopics(
      Map<Topic, TopicScoreSettings> some, Optional<TopicScoreSettings> others) {
    return new ScoreSettings(
        some,
        others,
        topicCap,
        applicationWeight,
        colocation,
        behaviour,
        slowness,
        decayInterval,
        decayToZero,
        retention,
        maxRetained);
  }
}
