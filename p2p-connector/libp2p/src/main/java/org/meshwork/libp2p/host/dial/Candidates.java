package org.meshwork.libp2p.host.dial;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/** The addresses that may be tried, ranked. Those that may not are noted with the reason. */
final class Candidates {
  private final Optional<PeerId> peer;
  private final DialContext context;
  private final DialPauses pauses;
  private final DialOutcome outcome;
  private final Set<Multiaddr> leftAlone = new HashSet<>();
  private List<Candidate> ranked = List.of();

  Candidates(Optional<PeerId> peer, DialContext context, DialPauses pauses, DialOutcome outcome) {
    this.peer = peer;
    this.context = context;
    this.pauses = pauses;
    this.outcome = outcome;
  }

  /**
   * @param isUrgent even if it failed not long ago
   */
  void add(Multiaddr address, boolean isUrgent) {
    Optional<Transport> transport =
        context.transports().stream().filter(found -> found.supports(address)).findFirst();
    Optional<Duration> pause =
        isUrgent ? Optional.empty() : peer.flatMap(known -> pauses.left(known, address));
    if (transport.isEmpty()) {
      note(Reason.UNSUPPORTED_ADDRESS, "no transport for " + address);
    } else if (!context.gater().allowsDial(peer, address)) {
      note(Reason.DENIED, "dialling " + address + " is not allowed");
    } else if (pause.isPresent()) {
      leftAlone.add(address);
      note(Reason.UNREACHABLE, address + " failed, and is left alone for " + pause.get());
    } else {
      leftAlone.remove(address);
      Candidate next = new Candidate(address, transport.get());
      ranked =
          new AddressRanking(context.own().get())
              .ranked(Stream.concat(ranked.stream(), Stream.of(next)).toList());
    }
  }

  private void note(Reason reason, String detail) {
    outcome.note(new ConnectionFailed(reason, detail));
  }

  /** Whether it is not tried because it failed not long ago. */
  boolean isLeftAlone(Multiaddr address) {
    return leftAlone.contains(address);
  }

  boolean isEmpty() {
    return ranked.isEmpty();
  }

  /** The best, which waits no longer. */
  Candidate next() {
    Candidate first = ranked.get(0);
    ranked = ranked.subList(1, ranked.size());
    return first;
  }
}
