package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/**
 * What the program around contributes. All are called on the host's executor and must not block.
 *
 * @param messageIds how messages are named
 * @param applicationScores P5: what the application thinks of a peer, by its own rules
 * @param records of peers, to propose them to others; those of identify, or of a peerstore
 */
public record Surroundings(
    MessageIds messageIds,
    ToDoubleFunction<PeerId> applicationScores,
    Function<PeerId, Optional<CertifiedPeerRecord>> records) {
  /** Ids by origin, no opinion, no records. */
  public static final Surroundings DEFAULT =
      new Surroundings(MessageIds.BY_ORIGIN, peer -> 0, peer -> Optional.empty());

  public Surroundings {
    Objects.requireNonNull(messageIds);
    Objects.requireNonNull(applicationScores);
    Objects.requireNonNull(records);
  }

  public Surroundings withMessageIds(MessageIds others) {
    return new Surroundings(others, applicationScores, records);
  }

  public Surroundings withApplicationScores(ToDoubleFunction<PeerId> others) {
    return new Surroundings(messageIds, others, records);
  }

  public Surroundings withRecords(Function<PeerId, Optional<CertifiedPeerRecord>> others) {
    return new Surroundings(messageIds, applicationScores, others);
  }
}
