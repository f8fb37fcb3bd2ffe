package org.meshwork.mesh.peers;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;

/**
 * The peers that this node knows. Threads may call at the same time, and each answer is of one
 * instant.
 *
 * <p>What peers can cause answers whether there was room, which there is unless all places are
 * taken by connected and blocked peers; what an administrator does raises {@link PeerTableFull}
 * then.
 */
public final class PeerTable {
  public static final int DEFAULT_MAX_PEERS = 20_000;

  private final Clock clock;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Places places;
  private final SkillIndex index = new SkillIndex();
  private Optional<Coordinates> here = Optional.empty();

  public PeerTable(Clock clock, int maxPeers) {
    this.clock = clock;
    places = new Places(maxPeers);
  }

  /** The peer was heard of, or something came from it. */
  public boolean seen(PeerName name) {
    return writing(() -> placed(name).isPresent());
  }

  /** There is a connection. A blocked peer stays blocked. */
  public boolean connected(PeerName name) {
    return writing(() -> entered(placed(name), PeerState.CONNECTED));
  }

  /** The last connection has ended; the peer may well be there still. */
  public boolean disconnected(PeerName name) {
    return writing(() -> entered(places.find(name), PeerState.KNOWN));
  }

  /** An attempt to reach the peer has failed. */
  public boolean unreachable(PeerName name) {
    return writing(() -> entered(places.find(name), PeerState.UNREACHABLE));
  }

  private boolean entered(Optional<Entry> entry, PeerState state) {
    entry.filter(it -> it.state() != PeerState.BLOCKED).ifPresent(it -> places.enter(it, state));
    return entry.isPresent();
  }

  /**
   * From now on the peer is no candidate, and what it says of itself is not kept.
   *
   * @throws PeerTableFull if there is no room to remember that
   */
  public void block(PeerName name) {
    writing(
        () -> {
          Entry entry =
              places
                  .find(name)
                  .or(() -> added(name))
                  .orElseThrow(() -> new PeerTableFull(places.max()));
          forgetDescriptor(entry);
          places.enter(entry, PeerState.BLOCKED);
          return true;
        });
  }

  /** Whether it was blocked. */
  public boolean unblock(PeerName name) {
    return writing(
        () -> {
          Optional<Entry> blocked = places.find(name).filter(it -> it.state() == PeerState.BLOCKED);
          blocked.ifPresent(it -> places.enter(it, PeerState.KNOWN));
          return blocked.isPresent();
        });
  }

  /**
   * Keeps a descriptor that was accepted.
   *
   * @return whether it was kept: not if it is older than the one that is held, has expired, is of a
   *     blocked peer, or there is no room
   */
  public boolean describe(CapabilityDescriptor descriptor) {
    return writing(
        () ->
            descriptor.expiresAt().isAfter(clock.instant())
                && placed(descriptor.peer())
                    .filter(it -> it.state() != PeerState.BLOCKED)
                    .filter(it -> !it.hasOneAsNewAs(descriptor))
                    .map(it -> described(it, descriptor))
                    .orElse(false));
  }

  private boolean described(Entry entry, CapabilityDescriptor descriptor) {
    Optional<Capabilities> before = entry.capabilities();
    entry.describe(descriptor);
    index.change(entry, before, entry.capabilities());
    return true;
  }

  /** A round trip to the peer was measured; it may have been forgotten meanwhile. */
  public boolean measured(PeerName name, Duration roundTrip) {
    if (roundTrip.isNegative()) {
      throw new IllegalArgumentException("a round trip takes time");
    }
    return writing(
        () -> {
          Optional<Entry> entry = places.find(name);
          entry.ifPresent(it -> it.measured(roundTrip));
          return entry.isPresent();
        });
  }

  /** This node is there now; times to peers are estimated from it. */
  public void moved(Coordinates here) {
    writing(() -> this.here = Optional.of(here));
  }

  public Optional<Peer> find(PeerName name) {
    return reading(() -> places.find(name).map(it -> it.at(clock.millis())));
  }

  /** Who can do that under the condition, the best first. */
  public List<Candidate> candidates(SkillName skill, PeerCondition condition) {
    return reading(
        () -> {
          long now = clock.millis();
          Selection selection = new Selection(condition.maxResults());
          EnumSet<PeerState> states = EnumSet.noneOf(PeerState.class);
          states.addAll(condition.states());
          index.of(skill, condition).forEach(it -> offer(it, states, now, selection));
          return selection.bestFirst().stream().map(it -> it.candidate(here, now)).toList();
        });
  }

  private void offer(
      List<Entry> holders, EnumSet<PeerState> states, long nowMillis, Selection selection) {
    for (Entry entry : holders) {
      if (entry.isIn(states, nowMillis)) {
        selection.offer(entry, Ranked.whole(entry.distanceMillis(here)));
      }
    }
  }

  /**
   * Peers in the order of their names.
   *
   * @throws org.meshwork.foundation.InputRejected if the cursor is not of this list
   */
  public Page<Peer> list(PeerFilter filter, PageRequest request) {
    Optional<PeerName> after = request.after().map(PeerTable::name);
    return reading(
        () -> {
          long now = clock.millis();
          List<Peer> oneMore =
              places.after(after).stream()
                  .map(it -> it.at(now))
                  .filter(filter::fits)
                  .limit(request.limit() + 1L)
                  .toList();
          return Page.of(oneMore, request, it -> it.name().id());
        });
  }

  private static PeerName name(Cursor cursor) {
    try {
      return new PeerName(cursor.key());
    } catch (IllegalArgumentException e) {
      throw Cursor.notOurs();
    }
  }

  /** Some of those that are not connected and may be reached, for all this node knows. */
  public List<PeerName> unconnected(int max) {
    return reading(
        () ->
            places.after(Optional.empty()).stream()
                .filter(it -> it.state() == PeerState.KNOWN || it.state() == PeerState.UNREACHABLE)
                .map(Entry::name)
                .limit(max)
                .toList());
  }

  /**
   * Frees what expired descriptors take; answers don't depend on it.
   *
   * @return how many there were
   */
  public int sweep() {
    return writing(
        () -> {
          long now = clock.millis();
          List<Entry> expired = new ArrayList<>();
          places.after(Optional.empty()).stream()
              .filter(it -> it.hasExpired(now))
              .forEach(expired::add);
          expired.forEach(this::forgetDescriptor);
          return expired.size();
        });
  }

  public int size() {
    return reading(places::size);
  }

  /** How many skills have an index; for tests of what remains. */
  int indexedSkills() {
    return reading(index::skills);
  }

  private void forgetDescriptor(Entry entry) {
    Optional<Capabilities> before = entry.capabilities();
    entry.forgetDescriptor();
    index.change(entry, before, Optional.empty());
  }

  /** The peer's entry, new if need be, which something came from now; empty if there is no room. */
  private Optional<Entry> placed(PeerName name) {
    Optional<Entry> entry = places.find(name).or(() -> added(name));
    entry.ifPresent(it -> places.seen(it, clock.instant()));
    return entry;
  }

  private Optional<Entry> added(PeerName name) {
    if (places.isFull()) {
      places
          .firstToGiveWay()
          .ifPresent(
              it -> {
                forgetDescriptor(it);
                places.remove(it);
              });
    }
    if (places.isFull()) {
      return Optional.empty();
    }
    Entry entry = new Entry(name, clock.instant());
    places.add(entry);
    return Optional.of(entry);
  }

  private <T> T writing(Supplier<T> change) {
    return holding(lock.writeLock(), change);
  }

  private <T> T reading(Supplier<T> question) {
    return holding(lock.readLock(), question);
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
