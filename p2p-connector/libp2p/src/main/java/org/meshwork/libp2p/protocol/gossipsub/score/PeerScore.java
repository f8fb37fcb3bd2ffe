package org.meshwork.libp2p.protocol.gossipsub.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** One peer's conduct. */
final class PeerScore {
  private final Map<Topic, TopicScore> topics = new LinkedHashMap<>(2);
  private final ScoreSettings settings;
  private Optional<String> place;
  private double misbehaviour;
  private double slowness;

  PeerScore(ScoreSettings settings, Optional<String> place) {
    this.settings = settings;
    this.place = place;
  }

  /** Where it is, or was at last. */
  Optional<String> place() {
    return place;
  }

  void moveTo(Optional<String> other) {
    place = other;
  }

  /** Empty if the topic counts for nothing. */
  Optional<TopicScore> in(Topic topic) {
    TopicScore known = topics.get(topic);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<TopicScore> added = settings.of(topic).map(TopicScore::new);
    added.ifPresent(score -> topics.put(topic, score));
    return added;
  }

  void misbehaved(double times) {
    misbehaviour += times;
  }

  void wasSlow() {
    slowness++;
  }

  void gone() {
    topics.values().forEach(TopicScore::gone);
  }

  void measureMeshTime(long nowNanos) {
    topics.values().forEach(topic -> topic.measureMeshTime(nowNanos));
  }

  void decay() {
    topics.values().forEach(topic -> topic.decay(settings.decayToZero()));
    topics.values().removeIf(TopicScore::isBlank);
    misbehaviour = Decay.of(misbehaviour, settings.behaviour().decay(), settings.decayToZero());
    slowness = Decay.of(slowness, settings.slowness().decay(), settings.decayToZero());
  }

  /**
   * @param atPlace peers at the same address, this one included
   */
  double value(double applicationScore, int atPlace) {
    double inTopics = topics.values().stream().mapToDouble(TopicScore::value).sum();
    boolean isCapped = settings.topicCap() > 0 && inTopics > settings.topicCap();
    double surplus = Math.max(0, atPlace - settings.colocation().threshold());
    return (isCapped ? settings.topicCap() : inTopics)
        + settings.applicationWeight() * applicationScore
        + settings.colocation().weight() * surplus * surplus
        + squared(settings.behaviour(), misbehaviour)
        + settings.slowness().weight() * Math.max(0, slowness - settings.slowness().threshold());
  }

  private static double squared(ScoreSettings.Surplus kind, double count) {
    double surplus = Math.max(0, count - kind.threshold());
    return kind.weight() * surplus * surplus;
  }
}
