package org.meshwork.libp2p.discovery.bootstrap;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Keeps a host connected to given peers. Methods may be called from any thread and never block.
 * Stop it before the host is closed.
 */
public final class Bootstrap {
  /** By which the connection manager knows the peers. */
  public static final String TAG = "bootstrap";

  private static final System.Logger LOG = System.getLogger(Bootstrap.class.getName());

  private final Set<PeerId> connected = ConcurrentHashMap.newKeySet();
  private final HostListener events = new Events();
  private final Host host;
  private final BootstrapSettings settings;
  private final RandomGenerator random;

  // What follows is for the host's executor.
  private final Map<PeerId, KeptPeer> peers = new LinkedHashMap<>();
  private final Queue<KeptPeer> waiting = new ArrayDeque<>();
  private int dials;
  private boolean isRunning;

  /**
   * @param addresses each with its peer at the end, {@code /p2p/…}; several of one peer are tried
   *     as the host ranks them
   * @param random by which pauses vary; used on the host's executor only
   * @throws InputRefused if an address names no peer, or there are too many
   */
  public Bootstrap(
      Host host,
      Collection<Multiaddr> addresses,
      BootstrapSettings settings,
      RandomGenerator random) {
    this.host = Objects.requireNonNull(host);
    this.settings = Objects.requireNonNull(settings);
    this.random = Objects.requireNonNull(random);
    GivenPeers.of(addresses, host.id()).forEach((id, all) -> peers.put(id, new KeptPeer(id, all)));
  }

  /** Dials from now on. */
  public void start() {
    host.executor().execute(this::begin);
  }

  private void begin() {
    if (isRunning) {
      return;
    }
    isRunning = true;
    host.addListener(events);
    for (KeptPeer peer : peers.values()) {
      host.connectionManager().protect(peer.id(), TAG);
      if (host.connections(peer.id()).isEmpty()) {
        dial(peer);
      } else {
        connected(peer);
      }
    }
  }

  /** Dials no more, and lets go of the peers; connections stay. */
  public void stop() {
    host.executor().execute(this::end);
  }

  private void end() {
    if (!isRunning) {
      return;
    }
    isRunning = false;
    host.removeListener(events);
    waiting.clear();
    connected.clear();
    for (KeptPeer peer : peers.values()) {
      peer.cancelTimer();
      peer.setDialled(false);
      peer.disconnected(settings.lasting(), now());
      host.connectionManager().unprotect(peer.id(), TAG);
      host.connectionManager().untag(peer.id(), TAG);
    }
  }

  private long now() {
    return host.executor().ticker().nanoTime();
  }

  /** Whether at least one of the peers is connected. */
  public boolean isConnected() {
    return !connected.isEmpty();
  }

  /** Those of the peers that are connected now. */
  public Set<PeerId> connectedPeers() {
    return Set.copyOf(connected);
  }

  private void dial(KeptPeer peer) {
    peer.setDialled(true);
    waiting.add(peer);
    dialNext();
  }

  private void dialNext() {
    while (dials < settings.maxDials() && !waiting.isEmpty()) {
      KeptPeer peer = waiting.remove();
      dials++;
      host.connect(peer.id(), peer.addresses())
          .whenCompleteAsync(
              (connection, failure) -> {
                dials--;
                settle(peer, Optional.ofNullable(failure));
                dialNext();
              },
              host.executor());
    }
  }

  private void settle(KeptPeer peer, Optional<Throwable> failure) {
    if (!isRunning) {
      return;
    }
    peer.setDialled(false);
    failure.ifPresent(
        thrown -> LOG.log(Level.DEBUG, () -> "not connected to " + peer.id(), thrown));
    // It may have come while it was dialled, or have gone already.
    if (!peer.isConnected()) {
      dialLater(peer);
    }
  }

  private void dialLater(KeptPeer peer) {
    long nanos = peer.pauseNanos(settings, random);
    peer.waitFor(host.executor().schedule(() -> dial(peer), nanos, TimeUnit.NANOSECONDS));
  }

  private void connected(KeptPeer peer) {
    peer.connected(now());
    connected.add(peer.id());
    host.connectionManager().tag(peer.id(), TAG, settings.weight());
  }

  private void lost(KeptPeer peer) {
    peer.disconnected(settings.lasting(), now());
    connected.remove(peer.id());
    if (!peer.isDialled()) {
      dialLater(peer);
    }
  }

  private final class Events implements HostListener {
    @Override
    public void connected(Connection connection) {
      Optional.ofNullable(peers.get(connection.remotePeer())).ifPresent(Bootstrap.this::connected);
    }

    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      Optional.ofNullable(peers.get(connection.remotePeer()))
          .filter(peer -> peer.isConnected() && host.connections(peer.id()).isEmpty())
          .ifPresent(Bootstrap.this::lost);
    }
  }

  /** The peers that are kept, in the order in which they were given. */
  public List<PeerId> peers() {
    return List.copyOf(peers.keySet());
  }
}
