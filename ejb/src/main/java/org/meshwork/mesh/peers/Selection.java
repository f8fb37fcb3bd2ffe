package org.meshwork.mesh.peers;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The best of many, of which only as many are kept as are wanted. */
final class Selection {
  private final int size;
  private final PriorityQueue<Ranked> worstFirst;
  private long worstMillis = Long.MAX_VALUE;

  Selection(int size) {
    this.size = size;
    worstFirst = new PriorityQueue<>(size, Comparator.reverseOrder());
  }

  void offer(Entry entry, long wholeMillis) {
    // Most are too far, and nothing else about them matters then.
    if (wholeMillis <= worstMillis) {
      offer(new Ranked(entry, wholeMillis));
    }
  }

  private void offer(Ranked ranked) {
    if (worstFirst.size() == size) {
      if (ranked.compareTo(worstFirst.element()) >= 0) {
        return;
      }
      worstFirst.remove();
    }
    worstFirst.add(ranked);
    if (worstFirst.size() == size) {
      worstMillis = worstFirst.element().wholeMillis();
    }
  }

  List<Entry> bestFirst() {
    return worstFirst.stream().sorted().map(Ranked::entry).toList();
  }
}
