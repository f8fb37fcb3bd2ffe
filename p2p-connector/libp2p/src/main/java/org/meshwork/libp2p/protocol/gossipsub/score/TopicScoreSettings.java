package org.meshwork.libp2p.protocol.gossipsub.score;

import java.time.Duration;
import java.util.Objects;

/**
 * How a peer's conduct in one topic counts (gossipsub 1.1, "Overview of New Parameters"). A weight
 * of 0 leaves its part out.
 *
 * @param weight of the topic, 0 or more
 * @param meshTime P1
 * @param firstDeliveries P2
 * @param meshDeliveries P3
 * @param meshFailures P3b: its weight, 0 or less, and its decay
 * @param invalidMessages P4: its weight, 0 or less, and its decay
 */
public record TopicScoreSettings(
    double weight,
    MeshTime meshTime,
    FirstDeliveries firstDeliveries,
    MeshDeliveries meshDeliveries,
    Decaying meshFailures,
    Decaying invalidMessages) {

  /**
   * @param weight of a point, 0 or more
   * @param quantum of time in the mesh that is a point, positive
   * @param cap in points, 0 or more
   */
  public record MeshTime(double weight, Duration quantum, double cap) {
    public MeshTime {
      Numbers.requireNotNegative("meshTime.weight", weight);
      Numbers.requireNotNegative("meshTime.cap", cap);
      Numbers.requirePositive("meshTime.quantum", quantum);
    }
  }

  /**
   * @param weight of a message, 0 or more
   * @param decay in (0, 1), each decay interval
   * @param cap of messages, 0 or more
   */
  public record FirstDeliveries(double weight, double decay, double cap) {
    public FirstDeliveries {
      Numbers.requireNotNegative("firstDeliveries.weight", weight);
      Numbers.requireDecay("firstDeliveries.decay", decay);
      Numbers.requireNotNegative("firstDeliveries.cap", cap);
    }
  }

  /**
   * @param weight of the square of what is missing, 0 or less
   * @param decay in (0, 1), each decay interval
   * @param threshold of messages, 0 or more: who delivers fewer is penalised
   * @param cap of messages, at least the threshold
   * @param activation that a peer must have been in the mesh for
   * @param window after a message was found valid in which another delivery of it counts, too
   */
  public record MeshDeliveries(
      double weight,
      double decay,
      double threshold,
      double cap,
      Duration activation,
      Duration window) {
    public MeshDeliveries {
      Numbers.requireNotPositive("meshDeliveries.weight", weight);
      Numbers.requireDecay("meshDeliveries.decay", decay);
      Numbers.requireNotNegative("meshDeliveries.threshold", threshold);
      Numbers.requireNotNegative("meshDeliveries.cap", cap);
      Numbers.requireNotNegative("meshDeliveries.activation", activation);
      Numbers.requireNotNegative("meshDeliveries.window", window);
      if (cap < threshold) {
        throw new IllegalArgumentException(
            "meshDeliveries.cap is " + cap + ", less than the threshold of " + threshold);
      }
    }
  }

  /**
   * @param weight 0 or less
   * @param decay in (0, 1), each decay interval
   */
  public record Decaying(double weight, double decay) {
    public Decaying {
      Numbers.requireNotPositive("weight", weight);
      Numbers.requireDecay("decay", decay);
    }
  }

  /**
   * For topics whose traffic is not known: time in the mesh counts a little (one point an hour at
   * most), first deliveries up to 10, invalid messages by their square times 10, which decays over
   * minutes; deliveries that are missing don't count, because nobody knows how many there should
   * be.
   */
  public static final TopicScoreSettings DEFAULT =
      new TopicScoreSettings(
          1,
          new MeshTime(1.0 / 3_600, Duration.ofSeconds(1), 3_600),
          new FirstDeliveries(0.1, 0.99, 100),
          new MeshDeliveries(0, 0.9, 0, 100, Duration.ofSeconds(30), Duration.ofMillis(10)),
          new Decaying(0, 0.9),
          new Decaying(-10, 0.99));

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public TopicScoreSettings {
    Numbers.requireNotNegative("weight", weight);
    Objects.requireNonNull(meshTime);
    Objects.requireNonNull(firstDeliveries);
    Objects.requireNonNull(meshDeliveries);
    Objects.requireNonNull(meshFailures);
    Objects.requireNonNull(invalidMessages);
  }
}
