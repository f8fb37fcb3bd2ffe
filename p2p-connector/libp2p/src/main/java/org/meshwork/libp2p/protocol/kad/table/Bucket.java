package org.meshwork.libp2p.protocol.kad.table;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable.Admission;

/** Peers that share as many leading bits with this node, the longest unheard of first. */
final class Bucket {
  private static final int MAX_WAITING = 5;
  private static final int MAX_FAILURES = 2;

  private final Map<PeerId, TableEntry> entries = new LinkedHashMap<>();
  private final Map<PeerId, TableEntry> waiting = new LinkedHashMap<>(0);
  private final int size;
  private final int maxPerSubnet;

  Bucket(int size, int maxPerSubnet) {
    this.size = size;
    this.maxPerSubnet = maxPerSubnet;
  }

  Collection<TableEntry> entries() {
    return entries.values();
  }

  boolean isFull() {
    return entries.size() >= size;
  }

  boolean has(PeerId peer) {
    return entries.containsKey(peer);
  }

  Admission offer(TableEntry newcomer) {
    if (seen(newcomer.peer, newcomer.seenNanos)) {
      return Admission.KNOWN;
    }
    if (isCrowded(newcomer)) {
      return Admission.CROWDED;
    }
    if (isFull()) {
      await(newcomer);
      return Admission.WAITING;
    }
    waiting.remove(newcomer.peer);
    entries.put(newcomer.peer, newcomer);
    return Admission.ADDED;
  }

  private boolean isCrowded(TableEntry newcomer) {
    return newcomer.subnet.isPresent()
        && entries.values().stream().filter(old -> old.subnet.equals(newcomer.subnet)).count()
            >= maxPerSubnet;
  }

  private void await(TableEntry newcomer) {
    waiting.remove(newcomer.peer);
    waiting.put(newcomer.peer, newcomer);
    if (waiting.size() > MAX_WAITING) {
      removeFirst(waiting);
    }
  }

  private static void removeFirst(Map<PeerId, TableEntry> map) {
    Iterator<TableEntry> first = map.values().iterator();
    first.next();
    first.remove();
  }

  /** Moves it to the end; false if it isn't there. */
  boolean seen(PeerId peer, long nowNanos) {
    TableEntry entry = entries.remove(peer);
    if (entry == null) {
      return false;
    }
    entry.seen(nowNanos);
    entries.put(peer, entry);
    return true;
  }

  /** Whether it is put out. */
  boolean failed(PeerId peer) {
    waiting.remove(peer);
    TableEntry entry = entries.get(peer);
    if (entry == null || ++entry.failures < MAX_FAILURES) {
      return false;
    }
    return remove(peer);
  }

  boolean remove(PeerId peer) {
    waiting.remove(peer);
    if (entries.remove(peer) == null) {
      return false;
    }
    admitWaiting();
    return true;
  }

  /** The one heard of last that isn't crowded out. */
  private void admitWaiting() {
    TableEntry last = null;
    for (TableEntry entry : waiting.values()) {
      last = isCrowded(entry) ? last : entry;
    }
    if (last != null) {
      waiting.remove(last.peer);
      entries.put(last.peer, last);
    }
  }

  Optional<TableEntry> longestUnheardOf() {
    return entries.values().stream().findFirst();
  }
}
