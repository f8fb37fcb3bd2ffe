package org.meshwork.mesh.coordinates;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meshwork.connector.PeerName;

/**
 * Smooths the round trips of each link: of the last four the second shortest, of fewer the shortest
 * (Ledlie et al., NSDI 2007: a moving percentile), which a late answer doesn't change. Of too many
 * links, the one that was quiet longest is forgotten. Threads may call at the same time.
 */
public final class RoundTripFilter {
  private static final int SAMPLES = 4;

  private final int maxLinks;

  @SuppressWarnings("serial")
  private final Map<PeerName, Deque<Duration>> links =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerName, Deque<Duration>> eldest) {
          return size() > maxLinks;
        }
      };

  public RoundTripFilter(int maxLinks) {
    if (maxLinks < 1) {
      throw new IllegalArgumentException("a filter has links");
    }
    this.maxLinks = maxLinks;
  }

  /** Takes what was measured, and gives what to go by. */
  public synchronized Duration smooth(PeerName peer, Duration measured) {
    Deque<Duration> samples = links.computeIfAbsent(peer, it -> new ArrayDeque<>(SAMPLES + 1));
    samples.addLast(measured);
    if (samples.size() > SAMPLES) {
      samples.removeFirst();
    }
    List<Duration> ordered = samples.stream().sorted().toList();
    return ordered.get(ordered.size() / SAMPLES);
  }

  synchronized int size() {
    return links.size();
  }
}
