package org.meshwork.libp2p.protocol.gossipsub.score;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.score.Delivery.Outcome;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/**
 * What this side thinks of its peers (gossipsub 1.1, "Peer Scoring"). It is told what they do, and
 * nobody else hears of it. For one thread.
 */
public final class PeerScores {
  /** Intervals that are made up for at once after a pause; by then hardly anything is left. */
  private static final long MAX_MISSED_INTERVALS = 1_000;

  private record Retained(PeerScore score, long untilNanos) {}

  private final Map<PeerId, PeerScore> peers = new HashMap<>();
  private final Map<PeerId, Retained> retained = new LinkedHashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final ScoreSettings settings;
  private final ToDoubleFunction<PeerId> applicationScore;
  private final LongSupplier nanos;
  private long refreshedNanos;

  /**
   * @param applicationScore P5; called where the scores are used, must not block
   * @param nanos the time
   */
  public PeerScores(
      ScoreSettings settings, ToDoubleFunction<PeerId> applicationScore, LongSupplier nanos) {
    this.settings = Objects.requireNonNull(settings);
    this.applicationScore = Objects.requireNonNull(applicationScore);
    this.nanos = Objects.requireNonNull(nanos);
    this.refreshedNanos = nanos.getAsLong();
  }

  /**
   * The peer is there; its bad conduct of before is, too.
   *
   * @param place its network address, which others may share; empty if it says nothing
   */
  public void connected(PeerId peer, Optional<String> place) {
    Retained before = retained.remove(peer);
    if (before != null) {
      before.score.place().ifPresent(this::leave);
    }
    PeerScore score = before == null ? new PeerScore(settings, place) : before.score;
    if (peers.putIfAbsent(peer, score) == null) {
      score.moveTo(place);
      place.ifPresent(at -> places.merge(at, 1, Integer::sum));
    }
  }

  private void leave(String place) {
    places.computeIfPresent(place, (same, count) -> count == 1 ? null : count - 1);
  }

  /** The peer has gone. A good score is forgotten, a bad one kept for a while. */
  public void disconnected(PeerId peer) {
    double value = score(peer);
    PeerScore score = peers.remove(peer);
    if (score == null) {
      return;
    }
    score.gone();
    if (value >= 0) {
      score.place().ifPresent(this::leave);
      return;
    }
    retained.put(peer, new Retained(score, nanos.getAsLong() + settings.retention().toNanos()));
    if (retained.size() > settings.maxRetained()) {
      forget(retained.entrySet().iterator());
    }
  }

  private void forget(Iterator<Map.Entry<PeerId, Retained>> oldest) {
    oldest.next().getValue().score.place().ifPresent(this::leave);
    oldest.remove();
  }

  /** Of a peer that is there, or was there and is remembered; else 0. */
  public double score(PeerId peer) {
    PeerScore score = find(peer);
    if (score == null) {
      return 0;
    }
    int atPlace = score.place().map(at -> places.getOrDefault(at, 0)).orElse(0);
    return score.value(applicationScore.applyAsDouble(peer), atPlace);
  }

  private PeerScore find(PeerId peer) {
    PeerScore score = peers.get(peer);
    if (score != null) {
      return score;
    }
    Retained before = retained.get(peer);
    return before == null ? null : before.score;
  }

  private Optional<TopicScore> in(Topic topic, PeerId peer) {
    return Optional.ofNullable(find(peer)).flatMap(score -> score.in(topic));
  }

  public void grafted(PeerId peer, Topic topic) {
    in(topic, peer).ifPresent(score -> score.grafted(nanos.getAsLong()));
  }

  public void pruned(PeerId peer, Topic topic) {
    in(topic, peer).ifPresent(TopicScore::pruned);
  }

  /** P7: it did something that no good peer does. */
  public void misbehaved(PeerId peer, double times) {
    Optional.ofNullable(find(peer)).ifPresent(score -> score.misbehaved(times));
  }

  /** It did not take a message in time. */
  public void wasSlow(PeerId peer) {
    Optional.ofNullable(find(peer)).ifPresent(PeerScore::wasSlow);
  }

  /** P4, of a message that is refused before anybody asks what others delivered it. */
  public void deliveredInvalid(PeerId peer, Topic topic) {
    in(topic, peer).ifPresent(TopicScore::deliveredInvalid);
  }

  /** A message has come for the first time, and will be validated. */
  public Delivery delivered(PeerId peer, Topic topic) {
    return new Delivery(topic, peer);
  }

  /** A message has come once more. */
  public void deliveredAgain(Delivery delivery, PeerId peer) {
    if (!delivery.add(peer)) {
      return;
    }
    switch (delivery.outcome) {
      case VALID -> {
        long later = nanos.getAsLong() - delivery.validNanos;
        in(delivery.topic, peer).ifPresent(score -> score.deliveredAgain(later));
      }
      case INVALID -> deliveredInvalid(peer, delivery.topic);
      case OPEN, IGNORED -> {
        // To be settled with the outcome, or not to be counted at all.
      }
    }
  }

  public void valid(Delivery delivery) {
    settle(delivery, Outcome.VALID);
    delivery.validNanos = nanos.getAsLong();
    in(delivery.topic, delivery.first()).ifPresent(TopicScore::deliveredFirst);
    delivery
        .others()
        .forEach(peer -> in(delivery.topic, peer).ifPresent(TopicScore::deliveredMeanwhile));
  }

  public void invalid(Delivery delivery) {
    settle(delivery, Outcome.INVALID);
    deliveredInvalid(delivery.first(), delivery.topic);
    delivery.others().forEach(peer -> deliveredInvalid(peer, delivery.topic));
  }

  /** Nobody is to blame or to praise. */
  public void ignored(Delivery delivery) {
    settle(delivery, Outcome.IGNORED);
  }

  private static void settle(Delivery delivery, Outcome outcome) {
    if (delivery.outcome != Outcome.OPEN) {
      throw new IllegalStateException("a delivery is settled once");
    }
    delivery.outcome = outcome;
  }

  /** Lets time pass: to be called at least every decay interval or so. */
  public void refresh() {
    long now = nanos.getAsLong();
    retained.values().stream()
        .filter(before -> before.untilNanos - now <= 0)
        .forEach(before -> before.score.place().ifPresent(this::leave));
    retained.values().removeIf(before -> before.untilNanos - now <= 0);
    long interval = settings.decayInterval().toNanos();
    long intervals = Math.min((now - refreshedNanos) / interval, MAX_MISSED_INTERVALS);
    if (intervals > 0) {
      refreshedNanos = now - (now - refreshedNanos) % interval;
    }
    for (PeerScore score : peers.values()) {
      score.measureMeshTime(now);
      for (long i = 0; i < intervals; i++) {
        score.decay();
      }
    }
  }
}
