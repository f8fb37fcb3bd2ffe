package org.meshwork.libp2p.host.dial;

import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.names.AddressResolution;
import org.meshwork.libp2p.host.resources.Reservation;
import org.meshwork.libp2p.host.resources.Resource;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Tries a peer's addresses for all who want the connection: the best first, the next one when that
 * has failed or takes long, beside it (RFC 8305). The first connection ends all other attempts. On
 * the host's executor.
 */
final class PeerDial {
  private final Optional<PeerId> peer;
  private final DialContext context;
  private final DialPauses pauses;
  private final Candidates candidates;
  private final Set<Multiaddr> known = new LinkedHashSet<>();
  private final Map<Multiaddr, CompletableFuture<Connection>> underWay = new HashMap<>();
  private final CompletableFuture<Connection> result = new CompletableFuture<>();
  private final DialOutcome outcome = new DialOutcome();
  private Optional<Future<?>> turn = Optional.empty();
  private int resolving;
  private boolean isStarted;

  /**
   * @param peer who must answer; anybody if empty
   */
  PeerDial(Optional<PeerId> peer, DialContext context, DialPauses pauses) {
    this.peer = peer;
    this.context = context;
    this.pauses = pauses;
    this.candidates = new Candidates(peer, context, pauses, outcome);
  }

  /** Completes on the executor. */
  CompletableFuture<Connection> result() {
    return result;
  }

  /**
   * More addresses to try, up to the bound.
   *
   * @param isUrgent even if they failed not long ago
   */
  void add(List<Multiaddr> addresses, boolean isUrgent) {
    for (Multiaddr given : addresses) {
      // In one form, whichever it was given in.
      Multiaddr address = peer.map(name -> name.stripFrom(given)).orElse(given);
      boolean isNew = known.size() < context.settings().maxAddresses() && known.add(address);
      if (isNew || isUrgent && candidates.isLeftAlone(address)) {
        if (AddressResolution.hasName(address)) {
          resolve(address, isUrgent);
        } else {
          candidates.add(address, isUrgent);
        }
      }
    }
    // Those under way have their turn; only who waits for nothing has to go on.
    if (isStarted && turn.isEmpty()) {
      proceed();
    }
  }

  private void resolve(Multiaddr address, boolean isUrgent) {
    resolving++;
    AddressResolution.resolve(context.names(), address)
        .whenCompleteAsync(
            (found, failure) -> {
              resolving--;
              if (failure != null) {
                outcome.note(ConnectionFailed.of(failure));
                proceed();
              } else if (!result.isDone()) {
                add(found, isUrgent);
                proceedIfIdle();
              }
            },
            context.executor());
  }

  private void proceedIfIdle() {
    if (underWay.isEmpty()) {
      proceed();
    }
  }

  void start() {
    long timeoutMillis = context.settings().timeout().toMillis();
    Future<?> timer =
        context.executor().schedule(this::timeOut, timeoutMillis, TimeUnit.MILLISECONDS);
    result.whenComplete(
        (connection, failure) -> {
          timer.cancel(false);
          stop();
        });
    isStarted = true;
    proceed();
  }

  private void timeOut() {
    underWay.keySet().forEach(this::failedAt);
    fail(new ConnectionFailed(Reason.TIMED_OUT, "no connection to " + name() + " in time"));
  }

  private String name() {
    return peer.map(PeerId::toString).orElseGet(known::toString);
  }

  void giveUp(ConnectionFailed why) {
    result.completeExceptionally(why);
  }

  /** Nothing has been of use. */
  private void fail(ConnectionFailed why) {
    if (result.completeExceptionally(why)) {
      peer.filter(any -> outcome.hasTried()).ifPresent(pauses::failed);
    }
  }

  private void stop() {
    turn.ifPresent(timer -> timer.cancel(false));
    List.copyOf(underWay.values()).forEach(attempt -> attempt.cancel(false));
  }

  /** Begins the next attempt if there may be one, and sees to the one after it. */
  private void proceed() {
    turn.ifPresent(timer -> timer.cancel(false));
    turn = Optional.empty();
    if (result.isDone()) {
      return;
    }
    if (candidates.isEmpty()) {
      if (underWay.isEmpty() && resolving == 0) {
        fail(outcome.failure(name()));
      }
      return;
    }
    takeSlot().ifPresent(slot -> begin(candidates.next(), slot));
    if (!candidates.isEmpty() && !result.isDone()) {
      long staggerNanos = context.settings().stagger().toNanos();
      turn =
          Optional.of(
              context.executor().schedule(this::proceed, staggerNanos, TimeUnit.NANOSECONDS));
    }
  }

  /** Empty if there are too many attempts at once; some will end. */
  private Optional<Reservation> takeSlot() {
    try {
      return Optional.of(
          peer.map(known -> context.resources().reserve(Resource.DIALS, 1, known))
              .orElseGet(() -> context.resources().reserve(Resource.DIALS, 1)));
    } catch (ConnectionFailed tooMuch) {
      return Optional.empty();
    }
  }

  private void begin(Candidate candidate, Reservation slot) {
    outcome.tried();
    CompletableFuture<Connection> attempt = attempt(candidate);
    underWay.put(candidate.address(), attempt);
    attempt.whenCompleteAsync(
        (connection, failure) -> {
          slot.close();
          underWay.remove(candidate.address());
          settle(candidate.address(), connection, failure);
        },
        context.executor());
  }

  private CompletableFuture<Connection> attempt(Candidate candidate) {
    try {
      return candidate.transport().dial(candidate.address(), peer).toCompletableFuture();
    } catch (InputRefused noPeer) {
      return CompletableFuture.failedFuture(
          new ConnectionFailed(
              Reason.UNSUPPORTED_ADDRESS, "no address of a peer: " + candidate.address(), noPeer));
    }
  }

  private void settle(Multiaddr address, Connection connection, Throwable failure) {
    if (connection != null) {
      if (!result.complete(connection)) {
        connection.close();
      }
      return;
    }
    if (!result.isDone()) {
      failedAt(address);
      outcome.note(ConnectionFailed.of(failure));
      proceed();
    }
  }

  private void failedAt(Multiaddr address) {
    peer.ifPresent(known -> pauses.failed(known, address));
  }
}
