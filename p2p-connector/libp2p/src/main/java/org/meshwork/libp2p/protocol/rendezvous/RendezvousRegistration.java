package org.meshwork.libp2p.protocol.rendezvous;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Stays registered in one namespace of one rendezvous point. Methods may be called from any thread
 * and never block. Stop it before the host is closed.
 */
public final class RendezvousRegistration {
  private static final System.Logger LOG = System.getLogger(RendezvousRegistration.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

  /** So that several changes of where the host listens are told together. */
  private static final Duration CHANGE_DELAY = Duration.ofSeconds(1);

  private final HostListener events = new Events();
  private final Host host;
  private final RendezvousClient client;
  private final PeerId point;
  private final Namespace namespace;
  private final Optional<Duration> timeToLive;
  private final RandomGenerator random;
  private volatile long heldUntil;
  private volatile boolean isHeld;

  // What follows is for the host's executor.
  private List<Multiaddr> told = List.of();
  private Optional<Future<?>> timer = Optional.empty();
  private int failures;
  private boolean isAsking;
  private boolean isRunning;

  /**
   * @param client of the same host
   * @param timeToLive asked for each time; the point's default if empty
   * @param random by which times vary; used on the host's executor only
   */
  public RendezvousRegistration(
      Host host,
      RendezvousClient client,
      PeerId point,
      Namespace namespace,
      Optional<Duration> timeToLive,
      RandomGenerator random) {
    this.host = Objects.requireNonNull(host);
    this.client = Objects.requireNonNull(client);
    this.point = Objects.requireNonNull(point);
    this.namespace = Objects.requireNonNull(namespace);
    this.timeToLive = Objects.requireNonNull(timeToLive);
    this.random = Objects.requireNonNull(random);
  }

  /** Registers now, and again before the time is over. */
  public void start() {
    host.executor()
        .execute(
            () -> {
              if (!isRunning) {
                isRunning = true;
                host.addListener(events);
                register();
              }
            });
  }

  /** Whether the point has the host, as far as it has said. */
  public boolean isRegistered() {
    return isHeld && heldUntil - host.executor().ticker().nanoTime() > 0;
  }

  private void register() {
    if (isAsking || !isRunning) {
      return;
    }
    isAsking = true;
    cancelTimer();
    List<Multiaddr> addresses = client.addresses();
    client
        .register(point, namespace, timeToLive)
        .whenCompleteAsync(
            (granted, failure) -> {
              isAsking = false;
              if (!isRunning) {
                // It may have come to the point after the wish to be forgotten.
                client.unregister(point, namespace);
              } else if (failure == null) {
                registered(granted, addresses);
              } else {
                LOG.log(Level.DEBUG, () -> "not registered at " + point, failure);
                registerIn(pauseNanos());
              }
            },
            host.executor());
  }

  private void registered(Duration granted, List<Multiaddr> addresses) {
    failures = 0;
    told = addresses;
    heldUntil = host.executor().ticker().nanoTime() + granted.toNanos();
    isHeld = true;
    boolean hasMoved = !client.addresses().equals(addresses);
    long nanos = granted.toNanos() / 4 * 3;
    long later = Math.max(nanos - random.nextLong(nanos / 8 + 1), FIRST_PAUSE.toNanos());
    registerIn(hasMoved ? CHANGE_DELAY.toNanos() : later);
  }

  private long pauseNanos() {
    long length = FIRST_PAUSE.toNanos();
    for (int count = 0; count < failures && length < MAX_PAUSE.toNanos(); count++) {
      length *= 2;
    }
    failures++;
    length = Math.min(length, MAX_PAUSE.toNanos());
    return length - random.nextLong(length / 2 + 1);
  }

  private void registerIn(long nanos) {
    cancelTimer();
    timer = Optional.of(host.executor().schedule(this::register, nanos, TimeUnit.NANOSECONDS));
  }

  private void cancelTimer() {
    timer.ifPresent(set -> set.cancel(false));
    timer = Optional.empty();
  }

  /**
   * Registers no more. A point that is not connected is left to forget the host in time.
   *
   * @return completes when the point was asked to forget the host, or can't be
   */
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    host.executor().execute(() -> stop(stopped));
    return stopped;
  }

  private void stop(CompletableFuture<Void> stopped) {
    if (!isRunning) {
      stopped.complete(null);
      return;
    }
    isRunning = false;
    isHeld = false;
    host.removeListener(events);
    cancelTimer();
    if (host.connections(point).isEmpty()) {
      stopped.complete(null);
      return;
    }
    client.unregister(point, namespace).whenComplete((nothing, failure) -> stopped.complete(null));
  }

  private final class Events implements HostListener {
    @Override
    public void changed() {
      if (!isAsking && isHeld && !client.addresses().equals(told)) {
        registerIn(CHANGE_DELAY.toNanos());
      }
    }
  }
}
