package org.meshwork.bench.libp2p;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.meshwork.bench.libp2p.DhtNetwork.Member;
import org.meshwork.libp2p.protocol.kad.table.Key;

/** Nodes in the order of their keys, in which those that share a prefix stand side by side. */
final class KeyOrder {
  private final List<Entry> sorted = new ArrayList<>();

  /**
   * @param bits the first 64 of the key, with the highest turned, so that they compare as unsigned
   */
  private record Entry(long bits, Member member) {
    static Entry of(Member member) {
      return new Entry(Key.of(member.host.id()).first() ^ Long.MIN_VALUE, member);
    }
  }

  KeyOrder(List<Member> members) {
    members.forEach(member -> sorted.add(Entry.of(member)));
    sorted.sort(Comparator.comparingLong(Entry::bits));
  }

  /**
   * Of those that share exactly so many bits with the node's key some by chance, for each number.
   */
  List<Member> sample(Member self, int count, Random random) {
    long bits = Entry.of(self).bits;
    List<Member> chosen = new ArrayList<>();
    for (int shared = 0; shared < Long.SIZE - 1; shared++) {
      long turned = bits ^ Long.MIN_VALUE >>> shared;
      long rest = Long.MAX_VALUE >>> shared;
      List<Entry> part =
          new ArrayList<>(sorted.subList(from(turned & ~rest), after(turned | rest)));
      Collections.shuffle(part, random);
      part.stream().limit(count).forEach(entry -> chosen.add(entry.member));
    }
    return chosen;
  }

  /** Of the first that is no less. */
  private int from(long bits) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).bits < bits) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int after(long bits) {
    return bits == Long.MAX_VALUE ? sorted.size() : from(bits + 1);
  }
}
