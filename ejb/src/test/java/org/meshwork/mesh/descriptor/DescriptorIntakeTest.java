package org.meshwork.mesh.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.SetClock;

class DescriptorIntakeTest {
  private static final PeerName PEER = new PeerName("12D3KooWpeer");
  private static final int MAX_PEERS = 3;

  private final SetClock clock = new SetClock();
  private final DescriptorIntake intake =
      new DescriptorIntake(
          new FakeSignatures(new PeerName("12D3KooWself")),
          clock,
          DescriptorIntake.DEFAULT_TOLERATED_SKEW,
          MAX_PEERS);

  private CapabilityDescriptor descriptor(long sequence) {
    return Descriptors.descriptor(PEER, sequence, clock.instant());
  }

  private static byte[] sealed(CapabilityDescriptor descriptor) {
    return new DescriptorSealing(new FakeSignatures(descriptor.peer())).seal(descriptor);
  }

  private Verdict take(byte[] envelope) {
    return intake.take(envelope).verdict();
  }

  @Test
  void acceptsANewDescriptor() {
    Intake taken = intake.take(sealed(descriptor(5)));

    assertThat(taken.verdict()).isEqualTo(Verdict.ACCEPTED);
    assertThat(taken.descriptor()).contains(descriptor(5));
  }

  @Test
  void knowsWhatItHasAccepted() {
    take(sealed(descriptor(5)));

    Intake again = intake.take(sealed(descriptor(5)));
    assertThat(again.verdict()).isEqualTo(Verdict.KNOWN);
    assertThat(again.descriptor()).isEmpty();
    assertThat(Verdict.KNOWN.blamesSender()).isFalse();
  }

  @Test
  void acceptsAHigherNumberAndDropsALowerOne() {
    take(sealed(descriptor(5)));

    assertThat(take(sealed(descriptor(6)))).isEqualTo(Verdict.ACCEPTED);
    assertThat(take(sealed(descriptor(5)))).isEqualTo(Verdict.REPLAYED);
  }

  @Test
  void letsNoOlderOneComeBackAfterTheNewestHasExpired() {
    byte[] older = sealed(Descriptors.living(descriptor(5), CapabilityDescriptor.MAX_TTL));
    take(older);
    take(sealed(Descriptors.living(descriptor(6), CapabilityDescriptor.MIN_TTL)));

    clock.move(Duration.ofMinutes(5));
    assertThat(take(older)).isEqualTo(Verdict.REPLAYED);
  }

  @Test
  void dropsWhatHasExpiredFromThatInstantOn() {
    byte[] envelope = sealed(descriptor(5));

    clock.move(CapabilityDescriptor.DEFAULT_TTL.minusMillis(1));
    assertThat(take(envelope)).isEqualTo(Verdict.ACCEPTED);
    clock.move(Duration.ofMillis(1));
    assertThat(take(envelope)).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void toleratesAClockThatIsALittleAhead() {
    clock.move(DescriptorIntake.DEFAULT_TOLERATED_SKEW);
    byte[] tolerated = sealed(descriptor(5));
    clock.move(Duration.ofMillis(1));
    byte[] tooFar = sealed(descriptor(6));
    clock.move(DescriptorIntake.DEFAULT_TOLERATED_SKEW.plusMillis(1).negated());

    assertThat(take(tolerated)).isEqualTo(Verdict.ACCEPTED);
    assertThat(take(tooFar)).isEqualTo(Verdict.FROM_THE_FUTURE);
  }

  @Test
  void hearsANodeAgainWhoseClockWasAnHourAhead() {
    clock.move(Duration.ofHours(1));
    byte[] wrong = sealed(descriptor(clock.millis()));
    clock.move(Duration.ofHours(-1));

    assertThat(take(wrong)).isEqualTo(Verdict.FROM_THE_FUTURE);
    assertThat(take(sealed(descriptor(clock.millis())))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void dropsAWrongSignature() {
    byte[] envelope = sealed(descriptor(5));
    envelope[envelope.length - 1] ^= 1;

    assertThat(take(envelope)).isEqualTo(Verdict.FORGED);
    assertThat(take(new byte[0])).isEqualTo(Verdict.FORGED);
  }

  @Test
  void dropsWhatAnotherHasSignedAndRemembersNothingOfIt() {
    Signatures another = new FakeSignatures(new PeerName("12D3KooWanother"));
    byte[] forged = new DescriptorSealing(another).seal(descriptor(Long.MAX_VALUE));

    assertThat(take(forged)).isEqualTo(Verdict.FORGED);
    assertThat(take(sealed(descriptor(5)))).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void dropsWhatIsNoDescriptor() {
    byte[] envelope = new FakeSignatures(PEER).sign("{\"version\":1}".getBytes(UTF_8));

    assertThat(take(envelope)).isEqualTo(Verdict.MALFORMED);
  }

  @Test
  void dropsWhatIsTooLongBeforeAndAfterItIsOpened() {
    byte[] longStatement = new FakeSignatures(PEER).sign(new byte[DescriptorJson.MAX_BYTES + 1]);

    assertThat(longStatement.length).isLessThan(DescriptorIntake.MAX_ENVELOPE_BYTES);
    assertThat(take(longStatement)).isEqualTo(Verdict.OVERSIZE);
    assertThat(take(new byte[DescriptorIntake.MAX_ENVELOPE_BYTES + 1])).isEqualTo(Verdict.OVERSIZE);
  }

  @Test
  void countsEachVerdict() {
    take(sealed(descriptor(5)));
    take(sealed(descriptor(5)));
    take(sealed(descriptor(4)));
    take(new byte[1]);

    assertThat(intake.counters().of(Verdict.ACCEPTED)).isEqualTo(1);
    assertThat(intake.counters().of(Verdict.KNOWN)).isEqualTo(1);
    assertThat(intake.counters().of(Verdict.REPLAYED)).isEqualTo(1);
    assertThat(intake.counters().of(Verdict.FORGED)).isEqualTo(1);
    assertThat(intake.counters().of(Verdict.EXPIRED)).isZero();
  }

  @Test
  void forgetsTheNumberOfTheNodeThatWasQuietLongest() {
    take(sealed(descriptor(5)));
    for (int other = 0; other < MAX_PEERS - 1; other++) {
      takeOne(other);
    }
    assertThat(take(sealed(descriptor(4)))).isEqualTo(Verdict.REPLAYED);

    for (int other = 10; other < 10 + MAX_PEERS; other++) {
      takeOne(other);
    }
    assertThat(take(sealed(descriptor(4)))).isEqualTo(Verdict.ACCEPTED);
  }

  private void takeOne(int other) {
    PeerName name = new PeerName("12D3KooWother" + other);
    assertThat(take(sealed(Descriptors.descriptor(name, 1, clock.instant()))))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void remembersBoundedly() {
    SequenceMemory memory = new SequenceMemory(MAX_PEERS);
    for (int peer = 0; peer < 1_000; peer++) {
      memory.admit(new PeerName("peer" + peer), 1);
    }
    assertThat(memory.size()).isEqualTo(MAX_PEERS);
  }

  @Test
  @Timeout(60)
  void acceptsEachDescriptorOnceFromManyThreads() throws Exception {
    int threads = 8;
    int descriptors = 200;
    List<byte[]> envelopes = new ArrayList<>();
    for (int sequence = 1; sequence <= descriptors; sequence++) {
      envelopes.add(sealed(descriptor(sequence)));
    }
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Long>>> results = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        results.add(executor.submit(acceptedOf(envelopes)));
      }
      List<Long> accepted = new ArrayList<>();
      for (Future<List<Long>> result : results) {
        assertThat(result.get()).isSorted();
        accepted.addAll(result.get());
      }
      assertThat(accepted).doesNotHaveDuplicates().contains((long) descriptors);
      assertThat(intake.counters().of(Verdict.ACCEPTED)).isEqualTo(accepted.size());
    } finally {
      executor.shutdownNow();
    }
  }

  private Callable<List<Long>> acceptedOf(List<byte[]> envelopes) {
    return () -> {
      List<Long> accepted = new ArrayList<>();
      for (byte[] envelope : envelopes) {
        intake.take(envelope).descriptor().ifPresent(it -> accepted.add(it.sequence()));
      }
      return accepted;
    };
  }
}
