package org.meshwork.libp2p.protocol.kad.store;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.kad.table.Distance;
import org.meshwork.libp2p.protocol.kad.table.Key;

/** Keeps what lies nearest to a node, up to a number of keys. */
final class Nearest<V> {
  private final TreeMap<Distance, V> byDistance = new TreeMap<>();
  private final Key self;
  private final int max;

  Nearest(Key self, int max) {
    this.self = self;
    this.max = max;
  }

  private Distance distance(Bytes key) {
    return self.distanceTo(Key.of(key));
  }

  Optional<V> get(Bytes key) {
    return Optional.ofNullable(byDistance.get(distance(key)));
  }

  /** False if there is no room and all that is here lies nearer. */
  boolean put(Bytes key, V value) {
    Distance distance = distance(key);
    boolean isFull = byDistance.size() >= max && !byDistance.containsKey(distance);
    if (isFull && byDistance.lastKey().compareTo(distance) < 0) {
      return false;
    }
    if (isFull) {
      byDistance.pollLastEntry();
    }
    byDistance.put(distance, value);
    return true;
  }

  void remove(Bytes key) {
    byDistance.remove(distance(key));
  }

  void removeIf(Predicate<V> isOver) {
    byDistance.values().removeIf(isOver);
  }

  int size() {
    return byDistance.size();
  }
}
