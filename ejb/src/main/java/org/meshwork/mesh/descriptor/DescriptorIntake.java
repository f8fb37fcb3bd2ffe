package org.meshwork.mesh.descriptor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Judges envelopes that come by gossip or from a peer. Threads may call at the same time; of two
 * descriptors of one node, the older may then be accepted just before the newer, so whoever keeps
 * them compares sequence numbers, too.
 */
public final class DescriptorIntake {
  public static final Duration DEFAULT_TOLERATED_SKEW = Duration.ofSeconds(30);
  public static final int DEFAULT_MAX_PEERS = 20_000;

  /** No envelope is longer; what carries them can refuse more before it is read. */
  public static final int MAX_ENVELOPE_BYTES =
      DescriptorJson.MAX_BYTES + Signatures.MAX_OVERHEAD_BYTES;

  private final Signatures signatures;
  private final Clock clock;
  private final Duration toleratedSkew;
  private final SequenceMemory memory;
  private final IntakeCounters counters = new IntakeCounters();

  /**
   * @param toleratedSkew how far the clocks of others may be ahead of ours
   * @param maxPeers whose sequence numbers are remembered
   */
  public DescriptorIntake(
      Signatures signatures, Clock clock, Duration toleratedSkew, int maxPeers) {
    if (toleratedSkew.isNegative()) {
      throw new IllegalArgumentException("a tolerated skew is not negative");
    }
    this.signatures = signatures;
    this.clock = clock;
    this.toleratedSkew = toleratedSkew;
    memory = new SequenceMemory(maxPeers);
  }

  public IntakeCounters counters() {
    return counters;
  }

  /** Judges whatever bytes; raises nothing on their account, and counts the verdict. */
  public Intake take(byte[] envelope) {
    Intake intake = judge(envelope);
    counters.count(intake.verdict());
    return intake;
  }

  private Intake judge(byte[] envelope) {
    if (envelope.length > MAX_ENVELOPE_BYTES) {
      return Intake.dropped(Verdict.OVERSIZE);
    }
    try {
      return judge(signatures.open(envelope));
    } catch (SignatureWrong e) {
      return Intake.dropped(Verdict.FORGED);
    } catch (DescriptorUnreadable e) {
      return Intake.dropped(Verdict.MALFORMED);
    }
  }

  private Intake judge(Signed signed) {
    if (signed.statement().length > DescriptorJson.MAX_BYTES) {
      return Intake.dropped(Verdict.OVERSIZE);
    }
    CapabilityDescriptor descriptor = DescriptorJson.decode(signed.statement());
    Verdict verdict =
        descriptor.peer().equals(signed.signer()) ? judge(descriptor) : Verdict.FORGED;
    return verdict == Verdict.ACCEPTED ? Intake.accepted(descriptor) : Intake.dropped(verdict);
  }

  /** The number is remembered last, so that nothing that is dropped can push it up. */
  private Verdict judge(CapabilityDescriptor descriptor) {
    Instant now = clock.instant();
    if (descriptor.issuedAt().isAfter(now.plus(toleratedSkew))) {
      return Verdict.FROM_THE_FUTURE;
    }
    if (!descriptor.expiresAt().isAfter(now)) {
      return Verdict.EXPIRED;
    }
    return memory.admit(descriptor.peer(), descriptor.sequence());
  }
}
