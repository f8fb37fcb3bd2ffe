package org.meshwork.libp2p.protocol.relay;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;

/**
 * Listens over one relay: has a reservation there, renews it in time, and gets another when it was
 * lost. On the host's executor, unless it says otherwise.
 */
final class CircuitListener implements Listener {
  private static final System.Logger LOG = System.getLogger(CircuitListener.class.getName());

  /** A relay that says less, or more, is taken to have said this. */
  private static final Duration MIN_TIME = Duration.ofSeconds(30);

  private static final Duration MAX_TIME = Duration.ofDays(1);

  private final CircuitTransport transport;
  private final Host host;
  private final CircuitAddress place;
  private final Acceptor acceptor;
  private final Set<CompletableFuture<Connection>> underWay = new HashSet<>();
  private volatile Multiaddr address;
  private Optional<Connection> relay = Optional.empty();
  private Optional<Future<?>> timer = Optional.empty();
  private int failures;
  private volatile boolean isClosed;

  CircuitListener(CircuitTransport transport, Host host, CircuitAddress place, Acceptor acceptor) {
    this.transport = transport;
    this.host = host;
    this.place = place;
    this.acceptor = acceptor;
  }

  boolean admits(Multiaddr from) {
    return acceptor.admits(from);
  }

  /** Completes, on the executor, with the first reservation; the listener is nothing without. */
  CompletionStage<Listener> start() {
    return reserve().thenApply(relayTime -> begun(relayTime));
  }

  private Listener begun(Duration time) {
    if (isClosed) {
      throw new ConnectionFailed(Reason.CLOSED, "this side listens no more");
    }
    renewIn(time);
    return this;
  }

  /** Gives the time that the reservation lasts; completes on the executor. */
  private CompletionStage<Duration> reserve() {
    MessageBounds bounds =
        new MessageBounds(HopMessage.MAX_BYTES, 1, transport.settings().timeout());
    Bytes request = HopMessage.reserve().encode();
    return host.connectDirectly(place.relayPeer(), place.places())
        .thenComposeAsync(
            connection -> {
              relay = Optional.of(connection);
              address = place.withoutTarget(connection.remoteAddress());
              return host.openStream(connection, List.of(CircuitTransport.HOP));
            },
            host.executor())
        .thenCompose(stream -> Messages.ask(stream, request, bounds))
        .thenApplyAsync(this::time, host.executor());
  }

  private Duration time(Bytes message) {
    Reservation reservation =
        Refusals.accepted(message)
            .reservation()
            .orElseThrow(
                () ->
                    new ConnectionFailed(
                        Reason.PROTOCOL_VIOLATED, "the relay says OK, but not to what"));
    reservation.voucher().ifPresent(this::check);
    Instant now = transport.clock().instant();
    long latest = now.plus(MAX_TIME).getEpochSecond();
    long expiry = reservation.expiry() < 0 ? latest : Math.min(reservation.expiry(), latest);
    Duration time = Duration.between(now, Instant.ofEpochSecond(expiry));
    return time.compareTo(MIN_TIME) < 0 ? MIN_TIME : time;
  }

  /** Vouchers are advisory: what is wrong with one costs nothing but a line of the log. */
  private void check(Bytes sealed) {
    try {
      ReservationVoucher voucher = ReservationVoucher.open(sealed);
      boolean isOurs =
          voucher.relay().equals(place.relayPeer()) && voucher.peer().equals(host.id());
      if (!isOurs) {
        LOG.log(Level.INFO, "the voucher of {0} is another''s: {1}", place, voucher);
      }
    } catch (InputRefused refused) {
      LOG.log(Level.INFO, () -> "no good voucher from " + place, refused);
    }
  }

  private void renewIn(Duration time) {
    failures = 0;
    // Early enough for a second attempt, and more.
    schedule(time.multipliedBy(3).dividedBy(4));
  }

  private void schedule(Duration pause) {
    timer.ifPresent(waiting -> waiting.cancel(false));
    timer =
        Optional.of(host.executor().schedule(this::renew, pause.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void renew() {
    timer = Optional.empty();
    if (isClosed) {
      return;
    }
    reserve()
        .whenCompleteAsync(
            (time, failure) -> {
              if (isClosed) {
                return;
              }
              if (failure == null) {
                renewIn(time);
              } else {
                LOG.log(Level.DEBUG, () -> "no reservation at " + place, failure);
                retry();
              }
            },
            host.executor());
  }

  private void retry() {
    failures++;
    schedule(transport.settings().pauseAfter(failures));
  }

  /** A connection has ended; the reservation goes with it. */
  void disconnected(Connection connection) {
    if (!isClosed && relay.filter(connection::equals).isPresent()) {
      relay = Optional.empty();
      retry();
    }
  }

  /** Hands the connection on, once it is upgraded. From any thread. */
  void accept(CompletableFuture<Connection> upgrade) {
    host.executor()
        .execute(
            () -> {
              if (isClosed) {
                upgrade.cancel(false);
                return;
              }
              underWay.add(upgrade);
              upgrade.whenCompleteAsync(
                  (connection, failure) -> {
                    underWay.remove(upgrade);
                    settle(connection, failure);
                  },
                  host.executor());
            });
  }

  private void settle(Connection connection, Throwable failure) {
    if (failure != null) {
      LOG.log(Level.DEBUG, () -> "no connection over " + place, failure);
      return;
    }
    try {
      acceptor.accept(connection);
    } catch (RuntimeException thrown) {
      LOG.log(Level.WARNING, () -> "the acceptor failed; closed " + connection, thrown);
      connection.close();
    }
  }

  /** From any thread. */
  @Override
  public Multiaddr address() {
    return address;
  }

  /** From any thread; the relay forgets the reservation in its time. */
  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    host.executor()
        .execute(
            () -> {
              isClosed = true;
              timer.ifPresent(waiting -> waiting.cancel(false));
              List.copyOf(underWay).forEach(upgrade -> upgrade.cancel(false));
              transport.remove(place.relayPeer(), this);
              closed.complete(null);
            });
    return closed;
  }
}
