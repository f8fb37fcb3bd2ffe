package org.meshwork.mesh.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries that have one skill under the same terms, side by side, because queries look at all
 * of them and that is several times as fast as walking through a set. In no order.
 */
final class Holders {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Entry, Integer> places = new HashMap<>();

  /** To read only. */
  List<Entry> entries() {
    return entries;
  }

  /** One that is not among them. */
  void add(Entry entry) {
    places.put(entry, entries.size());
    entries.add(entry);
  }

  /** One that is among them; the last takes its place. */
  void remove(Entry entry) {
    int place = places.remove(entry);
    Entry last = entries.remove(entries.size() - 1);
    if (last != entry) {
      entries.set(place, last);
      places.put(last, place);
    }
  }
}
