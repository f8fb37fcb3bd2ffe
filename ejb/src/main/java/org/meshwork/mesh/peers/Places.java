package org.meshwork.mesh.peers;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.meshwork.connector.PeerName;

/**
 * The bounded places of the table. Entries that may give way stand in a line of their own, the one
 * that was silent longest first, so that a flood of new names costs no search. The table's lock is
 * held by its user.
 */
final class Places {
  private final int max;
  private final NavigableMap<PeerName, Entry> byName =
      new TreeMap<>(Comparator.comparing(PeerName::id));
  private final Map<PeerName, Entry> mayGiveWay = new LinkedHashMap<>();

  Places(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("a table has places");
    }
    this.max = max;
  }

  Optional<Entry> find(PeerName name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean isFull() {
    return byName.size() >= max;
  }

  /** The one to remove before another can be added, if any may. */
  Optional<Entry> firstToGiveWay() {
    return mayGiveWay.values().stream().findFirst();
  }

  void add(Entry entry) {
    byName.put(entry.name(), entry);
    mayGiveWay.put(entry.name(), entry);
  }

  void remove(Entry entry) {
    byName.remove(entry.name());
    mayGiveWay.remove(entry.name());
  }

  /** Something came from it now: it goes to the end of the line. */
  void seen(Entry entry, Instant now) {
    entry.seen(now);
    if (mayGiveWay.remove(entry.name()) != null) {
      mayGiveWay.put(entry.name(), entry);
    }
  }

  void enter(Entry entry, PeerState state) {
    entry.enter(state);
    if (state == PeerState.CONNECTED || state == PeerState.BLOCKED) {
      mayGiveWay.remove(entry.name());
    } else {
      mayGiveWay.putIfAbsent(entry.name(), entry);
    }
  }

  /** In the order of names. */
  Collection<Entry> after(Optional<PeerName> name) {
    return name.map(it -> byName.tailMap(it, false)).orElse(byName).values();
  }

  int size() {
    return byName.size();
  }

  int max() {
    return max;
  }
}
