package org.meshwork.mesh.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.meshwork.connector.PeerName;

class DescriptorPropertiesTest {
  private static final CapabilityDescriptor DESCRIPTOR =
      Descriptors.descriptor(
          new PeerName("12D3KooWpeer"), 7, Instant.parse("2026-01-01T00:00:00Z"));

  private final Signatures signatures = new FakeSignatures(DESCRIPTOR.peer());
  private final DescriptorIntake intake =
      new DescriptorIntake(
          signatures,
          Clock.fixed(DESCRIPTOR.issuedAt(), ZoneOffset.UTC),
          DescriptorIntake.DEFAULT_TOLERATED_SKEW,
          10);

  @Provide
  Arbitrary<CapabilityDescriptor> descriptors() {
    return DescriptorArbitraries.descriptors();
  }

  @Property(tries = 500)
  void whatIsWrittenIsRead(@ForAll("descriptors") CapabilityDescriptor descriptor) {
    byte[] bytes;
    try {
      bytes = DescriptorJson.encode(descriptor);
    } catch (DescriptorTooLarge e) {
      Assume.that(false);
      return;
    }
    assertThat(DescriptorJson.decode(bytes)).isEqualTo(descriptor);
  }

  @Property
  void noBytesRaiseAnything(@ForAll byte[] noise) {
    assertThat(intake.take(noise).verdict()).isEqualTo(Verdict.FORGED);
    assertThat(intake.take(signatures.sign(noise)).verdict()).isEqualTo(Verdict.MALFORMED);
  }

  @Property
  void noChangeOfAnEnvelopePasses(
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] envelope = signatures.sign(DescriptorJson.encode(DESCRIPTOR));
    envelope[place % envelope.length] ^= (byte) change;

    assertThat(intake.take(envelope).verdict()).isEqualTo(Verdict.FORGED);
  }

  /** As its own author can: the signature is right, whatever the statement has become. */
  @Property(tries = 5_000)
  void noChangeOfASignedStatementRaisesAnything(
      @ForAll @IntRange(max = 100_000) int place,
      @ForAll @Size(max = 6) byte[] inserted,
      @ForAll @IntRange(max = 20) int removed) {
    byte[] statement = DescriptorJson.encode(DESCRIPTOR);
    int from = place % statement.length;
    int to = Math.min(statement.length, from + removed);
    byte[] changed = Arrays.copyOf(statement, from + inserted.length + statement.length - to);
    System.arraycopy(inserted, 0, changed, from, inserted.length);
    System.arraycopy(statement, to, changed, from + inserted.length, statement.length - to);

    assertThat(intake.take(signatures.sign(changed)).verdict()).isNotNull();
  }

  @Property
  void numbersRiseOverRestarts(
      @ForAll @LongRange(min = 1, max = 4_000_000_000_000L) long startedAt,
      @ForAll @IntRange(min = 1, max = 100) int issued,
      @ForAll @IntRange(max = 10_000) int pauseMillis) {
    DescriptorSequence first = new DescriptorSequence(at(startedAt));
    long last = -1;
    for (int i = 0; i < issued; i++) {
      long next = first.next();
      assertThat(next).isGreaterThan(last);
      last = next;
    }
    // Never more than one a millisecond.
    DescriptorSequence restarted = new DescriptorSequence(at(startedAt + issued + pauseMillis));
    assertThat(restarted.next()).isGreaterThan(last);
    DescriptorSequence clockSetBack = new DescriptorSequence(at(0), last);
    assertThat(clockSetBack.next()).isGreaterThan(last);
  }

  private static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
