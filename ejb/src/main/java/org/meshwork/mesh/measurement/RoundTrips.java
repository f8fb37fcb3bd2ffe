package org.meshwork.mesh.measurement;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.PeerName;
import org.meshwork.mesh.coordinates.CoordinateEstimate;
import org.meshwork.mesh.coordinates.Coordinates;
import org.meshwork.mesh.coordinates.RoundTripFilter;
import org.meshwork.mesh.peers.PeerTable;

/** Pings connected peers, each after the other. Any thread may call. */
@ApplicationScoped
public class RoundTrips {
  private static final Logger LOG = Logger.getLogger(RoundTrips.class);

  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final int AT_ONCE = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MeshAdministration node;
  private final PeerTable table;
  private final Clock clock;
  private final RoundTripFilter filter = new RoundTripFilter(PeerTable.DEFAULT_MAX_PEERS);
  private final CoordinateEstimate estimate = new CoordinateEstimate(new SplittableRandom());
  private final Map<PeerName, Instant> begun = new HashMap<>();
  private final Set<PeerName> underway = ConcurrentHashMap.newKeySet();

  @Resource private ManagedExecutorService threads;

  @Inject
  RoundTrips(MeshAdministration node, PeerTable table, Clock clock) {
    this.node = node;
    this.table = table;
    this.clock = clock;
  }

  /** For the container's proxy. */
  protected RoundTrips() {
    this(null, null, null);
  }

  /** Where this node is. */
  public Coordinates here() {
    return estimate.coordinates();
  }

  /** Measures those of the connected peers whose turn it is. Does not wait for them. */
  public synchronized void measure(Collection<PeerName> connected) {
    begun.keySet().retainAll(connected);
    Instant due = clock.instant().minus(INTERVAL);
    connected.stream()
        .filter(peer -> !begunAt(peer).isAfter(due))
        .sorted(Comparator.comparing(this::begunAt))
        .limit(Math.max(0, AT_ONCE - underway.size()))
        .forEach(this::begin);
  }

  private Instant begunAt(PeerName peer) {
    return begun.getOrDefault(peer, Instant.MIN);
  }

  private void begin(PeerName peer) {
    if (underway.add(peer)) {
      begun.put(peer, clock.instant());
      threads.execute(() -> measure(peer));
    }
  }

  private void measure(PeerName peer) {
    try {
      Duration roundTrip = filter.smooth(peer, node.ping(peer, PATIENCE));
      table.measured(peer, roundTrip);
      table
          .find(peer)
          .flatMap(it -> it.descriptor())
          .flatMap(it -> it.capabilities().coordinates())
          .flatMap(Coordinates::of)
          .or(() -> Optional.of(Coordinates.ORIGIN))
          .ifPresent(there -> move(roundTrip, there));
    } catch (MeshFailed away) {
      // Whoever is away is no longer connected soon, and not asked any more.
      LOG.debugf(away, "no round trip to %s", peer);
    } finally {
      underway.remove(peer);
    }
  }

  private void move(Duration roundTrip, Coordinates there) {
    if (estimate.observe(roundTrip, there)) {
      table.moved(estimate.coordinates());
    }
  }
}
