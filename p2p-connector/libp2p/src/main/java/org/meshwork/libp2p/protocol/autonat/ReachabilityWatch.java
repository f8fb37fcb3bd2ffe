package org.meshwork.libp2p.protocol.autonat;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.identify.IdentityListener;

/**
 * Keeps knowing whether others can reach this host, by asking one connected server after the other.
 * Methods may be called from any thread and never block.
 */
public final class ReachabilityWatch {
  private static final System.Logger LOG = System.getLogger(ReachabilityWatch.class.getName());

  private final Map<Connection, KnownServer> servers = new LinkedHashMap<>();
  private final Map<PeerId, Multiaddr> observed = new LinkedHashMap<>();
  private final List<ReachabilityListener> listeners = new CopyOnWriteArrayList<>();
  private final Events events = new Events();
  private final Host host;
  private final Identify identify;
  private final List<Prober> probers;
  private final RandomGenerator random;
  private final WatchSettings settings;
  private final CandidateAddresses candidates;
  private final Findings findings;
  private volatile ReachabilityReport report = ReachabilityReport.NOTHING;
  private Optional<Future<?>> timer = Optional.empty();
  private boolean isEager;
  private boolean isAsking;
  private boolean isStarted;
  private long revision;

  /**
   * @param identify tells which peers are servers, and where they see this host
   * @param probers the preferred first; a server is asked by the first that it handles
   * @param random spreads questions over time and servers; used on the host's executor only
   */
  public ReachabilityWatch(
      Host host,
      Identify identify,
      List<Prober> probers,
      RandomGenerator random,
      WatchSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.identify = Objects.requireNonNull(identify);
    this.probers = List.copyOf(probers);
    this.random = Objects.requireNonNull(random);
    this.settings = Objects.requireNonNull(settings);
    this.candidates = new CandidateAddresses(settings.asksPrivateAddresses());
    this.findings = new Findings(settings.confidence());
  }

  /** Asks from now on, those who are identified from now on. */
  public void start() {
    host.addListener(events);
    identify.addListener(events);
    host.executor()
        .execute(
            () -> {
              isStarted = true;
              refreshAddresses();
            });
  }

  /** Asks no more; what is known stays. */
  public void stop() {
    host.removeListener(events);
    identify.removeListener(events);
    host.executor()
        .execute(
            () -> {
              isStarted = false;
              timer.ifPresent(waiting -> waiting.cancel(false));
              timer = Optional.empty();
              servers.clear();
              observed.clear();
            });
  }

  public void addListener(ReachabilityListener listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  public void removeListener(ReachabilityListener listener) {
    listeners.remove(listener);
  }

  /** What is known now. */
  public ReachabilityReport report() {
    return report;
  }

  private void refreshAddresses() {
    List<Multiaddr> next = candidates.of(host.listenAddresses(), observed.values());
    if (!Set.copyOf(next).equals(Set.copyOf(findings.addresses()))) {
      revision++;
      findings.addresses(next);
      servers.values().forEach(KnownServer::newRound);
      tell();
    }
    hasten();
  }

  private boolean isAnythingOpen() {
    return servers.values().stream().anyMatch(server -> server.isOpen(findings));
  }

  /** Whoever waits long waits less, if there is something to ask now; who waits little goes on. */
  private void hasten() {
    if (isStarted && !isAsking && (timer.isEmpty() || !isEager && isAnythingOpen())) {
      plan();
    }
  }

  private void plan() {
    timer.ifPresent(waiting -> waiting.cancel(false));
    isEager = isAnythingOpen();
    long interval = (isEager ? settings.eagerInterval() : settings.refreshInterval()).toNanos();
    long delay = interval / 2 + (long) (interval * random.nextDouble());
    timer = Optional.of(host.executor().schedule(this::ask, delay, TimeUnit.NANOSECONDS));
  }

  private void ask() {
    Optional<KnownServer> next = findings.addresses().isEmpty() ? Optional.empty() : pick();
    if (next.isEmpty()) {
      plan();
      return;
    }
    isAsking = true;
    KnownServer server = next.get();
    long asked = revision;
    // A prober that throws has no answer either.
    CompletableFuture.completedStage(inOrderFor(server))
        .thenCompose(addresses -> server.prober.probe(server.connection, addresses))
        .whenCompleteAsync(
            (finding, failure) -> {
              isAsking = false;
              if (asked == revision) {
                learn(server, failure == null ? finding : noAnswer(server, failure));
              }
              if (isStarted) {
                plan();
              }
            },
            host.executor());
  }

  /** One whose word could settle something, or else anyone, in a new round. */
  private Optional<KnownServer> pick() {
    if (!isAnythingOpen()) {
      servers.values().forEach(KnownServer::newRound);
    }
    List<KnownServer> all = List.copyOf(servers.values());
    List<KnownServer> open = all.stream().filter(server -> server.isOpen(findings)).toList();
    List<KnownServer> choice = open.isEmpty() ? all : open;
    return choice.isEmpty()
        ? Optional.empty()
        : Optional.of(choice.get(random.nextInt(choice.size())));
  }

  /** What is open first; chance decides among the rest, so that each has its turn. */
  private List<Multiaddr> inOrderFor(KnownServer server) {
    List<Multiaddr> addresses = new ArrayList<>(findings.addresses());
    Collections.shuffle(addresses, new Random(random.nextLong()));
    addresses.sort(Comparator.comparing(address -> !server.isOpen(address, findings)));
    return addresses;
  }

  private static Optional<Finding> noAnswer(KnownServer server, Throwable failure) {
    LOG.log(Level.DEBUG, () -> "no finding of " + server.connection, failure);
    return Optional.empty();
  }

  private void learn(KnownServer server, Optional<Finding> finding) {
    finding.flatMap(Finding::address).ifPresentOrElse(server::asked, server::done);
    finding.ifPresent(found -> findings.add(server.connection.remotePeer(), found));
    tell();
  }

  private void tell() {
    ReachabilityReport next = findings.report();
    if (next.equals(report)) {
      return;
    }
    report = next;
    for (ReachabilityListener listener : listeners) {
      try {
        listener.changed(next);
      } catch (RuntimeException thrown) {
        LOG.log(Level.WARNING, () -> "a listener of reachability failed", thrown);
      }
    }
  }

  private final class Events implements HostListener, IdentityListener {
    @Override
    public void identified(Connection connection, Identity identity) {
      // A relay's circuit doesn't show where the host is, nor may its server dial back.
      if (!isStarted || connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT)) {
        return;
      }
      identity.observed().ifPresent(seen -> observed.put(identity.peer(), seen));
      probers.stream()
          .filter(prober -> identity.protocols().contains(prober.protocol()))
          .findFirst()
          .ifPresent(
              prober ->
                  servers.computeIfAbsent(
                      connection, absent -> new KnownServer(connection, prober)));
      refreshAddresses();
    }

    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      servers.remove(connection);
      if (host.connections(connection.remotePeer()).isEmpty()) {
        observed.remove(connection.remotePeer());
      }
    }

    @Override
    public void changed() {
      if (isStarted) {
        refreshAddresses();
      }
    }
  }
}
