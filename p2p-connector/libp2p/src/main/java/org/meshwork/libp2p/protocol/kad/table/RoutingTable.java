package org.meshwork.libp2p.protocol.kad.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.meshwork.libp2p.peer.PeerId;

/**
 * The peers that answer requests, as far as this node needs to know them: k for each length of the
 * prefix that they share with it. For one thread; times are of one ticker, in nanoseconds.
 */
public final class RoutingTable {
  /** What became of a peer that was offered. */
  public enum Admission {
    /** It has got a place. */
    ADDED,
    /** It had one; it has been seen again. */
    KNOWN,
    /** The bucket is full; it waits for a place. */
    WAITING,
    /** The bucket has enough of its subnet. */
    CROWDED,
    /** It is this node itself. */
    SELF
  }

  private final List<Bucket> buckets = new ArrayList<>();
  private final Key self;
  private final int bucketSize;
  private final int maxPerSubnet;
  private int size;

  /**
   * @param bucketSize k
   * @param maxPerSubnet of one public subnet in a bucket
   */
  public RoutingTable(Key self, int bucketSize, int maxPerSubnet) {
    this.self = self;
    this.bucketSize = bucketSize;
    this.maxPerSubnet = maxPerSubnet;
  }

  /** Takes in a peer that has just answered, or is connected and known to answer. */
  public Admission offer(PeerId peer, Optional<Subnet> subnet, long nowNanos) {
    Key key = Key.of(peer);
    int index = self.sharedBits(key);
    if (index == Key.BITS) {
      return Admission.SELF;
    }
    while (buckets.size() <= index) {
      buckets.add(new Bucket(bucketSize, maxPerSubnet));
    }
    Admission admission = buckets.get(index).offer(new TableEntry(peer, key, subnet, nowNanos));
    size += admission == Admission.ADDED ? 1 : 0;
    return admission;
  }

  /** A peer that is here has been heard of; one that isn't is not added. */
  public void seen(PeerId peer, long nowNanos) {
    bucketOf(peer).ifPresent(bucket -> bucket.seen(peer, nowNanos));
  }

  /** The peer has not answered. */
  public void failed(PeerId peer) {
    change(peer, bucket -> bucket.failed(peer));
  }

  /** The peer answers no more, as it says itself. */
  public void remove(PeerId peer) {
    change(peer, bucket -> bucket.remove(peer));
  }

  private void change(PeerId peer, Consumer<Bucket> change) {
    bucketOf(peer)
        .ifPresent(
            bucket -> {
              int before = bucket.entries().size();
              change.accept(bucket);
              size += bucket.entries().size() - before;
            });
  }

  private Optional<Bucket> bucketOf(PeerId peer) {
    int index = self.sharedBits(Key.of(peer));
    return index < buckets.size() ? Optional.of(buckets.get(index)) : Optional.empty();
  }

  public boolean contains(PeerId peer) {
    return bucketOf(peer).filter(bucket -> bucket.has(peer)).isPresent();
  }

  public int size() {
    return size;
  }

  /** Whether a newcomer would find a place in its bucket. */
  public boolean hasRoomFor(PeerId peer) {
    return bucketOf(peer).map(bucket -> !bucket.isFull()).orElse(!Key.of(peer).equals(self));
  }

  /** Of the bucket where the peer belongs, the one that was not heard of for longest. */
  public Optional<PeerId> longestUnheardOf(PeerId peer, LongPredicate isLongAgo) {
    return bucketOf(peer)
        .flatMap(Bucket::longestUnheardOf)
        .filter(entry -> isLongAgo.test(entry.seenNanos))
        .map(entry -> entry.peer);
  }

  /** All that were not heard of for so long. */
  public List<PeerId> unheardOf(LongPredicate isLongAgo) {
    return buckets.stream()
        .flatMap(bucket -> bucket.entries().stream())
        .filter(entry -> isLongAgo.test(entry.seenNanos))
        .map(entry -> entry.peer)
        .toList();
  }

  /** The lengths of the shared prefix, in bits, for which peers are known; the shortest first. */
  public List<Integer> inhabited() {
    return IntStream.range(0, buckets.size())
        .filter(index -> !buckets.get(index).entries().isEmpty())
        .boxed()
        .toList();
  }

  /** Those closest to the key, the closest first. */
  public List<PeerId> closest(Key target, int count) {
    int shared = Math.min(self.sharedBits(target), buckets.size());
    List<TableEntry> found = new ArrayList<>();
    // They have the bit that this node lacks, and so are closer to the key than all others.
    collect(
        target, shared < buckets.size() ? buckets.subList(shared, shared + 1) : List.of(), found);
    if (found.size() < count && shared + 1 < buckets.size()) {
      collect(target, buckets.subList(shared + 1, buckets.size()), found);
    }
    for (int index = shared - 1; index >= 0 && found.size() < count; index--) {
      collect(target, buckets.subList(index, index + 1), found);
    }
    return found.stream().limit(count).map(entry -> entry.peer).toList();
  }

  /** Adds the entries of these buckets behind those that are there, the closest first. */
  private static void collect(Key target, Collection<Bucket> from, List<TableEntry> found) {
    Stream<TableEntry> entries = from.stream().flatMap(bucket -> bucket.entries().stream());
    entries
        .sorted(Comparator.comparing((TableEntry entry) -> entry.key.distanceTo(target)))
        .forEach(found::add);
  }
}
