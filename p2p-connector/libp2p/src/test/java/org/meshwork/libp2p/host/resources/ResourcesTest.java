package org.meshwork.libp2p.host.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.peer.PeerId;

class ResourcesTest {
  private static final PeerId A = TestHosts.peer(1);
  private static final PeerId B = TestHosts.peer(2);

  private final Resources resources =
      new Resources(
          new ResourceLimits(
              new ResourceLimit(5, 5, 100, 2),
              new ResourceLimit(3, 3, 60, 1),
              new ResourceLimit(2, 2, 50, 0)));

  private static void assertRefused(ThrowingCallable reserving) {
    assertThatExceptionOfType(ConnectionFailed.class)
        .isThrownBy(reserving)
        .satisfies(
            failed -> assertThat(failed.reason()).isEqualTo(ConnectionFailed.Reason.TOO_MUCH));
  }

  private List<Reservation> streams(int count, PeerId peer) {
    return IntStream.range(0, count)
        .mapToObj(i -> resources.reserve(Resource.INBOUND_STREAMS, 1, peer))
        .toList();
  }

  @Test
  void refusesWhatIsAboveThePeersLimit() {
    streams(3, A);
    assertRefused(() -> streams(1, A));
    // Other resources and other peers are not concerned.
    resources.reserve(Resource.OUTBOUND_STREAMS, 1, A);
    streams(2, B);
    assertThat(resources.snapshot().refused()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsAboveTheSystemsLimit() {
    streams(3, A);
    streams(2, B);
    assertRefused(() -> streams(1, B));
    assertThat(resources.snapshot().of(B).inboundStreams()).isEqualTo(2);
  }

  @Test
  void refusesWhatIsAboveTheProtocolsLimit() {
    resources.reserve(Resource.INBOUND_STREAMS, 2, "/a");
    assertRefused(() -> resources.reserve(Resource.INBOUND_STREAMS, 1, "/a"));
    resources.reserve(Resource.INBOUND_STREAMS, 2, "/b");
    assertThat(resources.snapshot().system()).isEqualTo(ResourceUse.NONE);
  }

  @Test
  void reservesMemoryOfAllOrOfNone() {
    resources.reserveMemory(50, A, "/a");
    assertRefused(() -> resources.reserveMemory(1, B, "/a"));
    assertThat(resources.snapshot().of(B)).isEqualTo(ResourceUse.NONE);
    resources.reserveMemory(10, A, "/b");
    assertRefused(() -> resources.reserveMemory(1, A, "/b"));
    resources.reserveMemory(40, B, "/b");
    assertRefused(() -> resources.reserveMemory(1, B, "/c"));
    assertRefused(() -> resources.reserveMemory(Long.MAX_VALUE, B, "/c"));
    assertThat(resources.snapshot().system().memoryBytes()).isEqualTo(100);
    assertThat(resources.snapshot().protocols()).containsOnlyKeys("/a", "/b");
  }

  @Test
  void givesBackOnceAndForgetsWhoUsesNothing() {
    List<Reservation> all = streams(3, A);
    all.get(0).close();
    all.get(0).close();
    assertThat(resources.snapshot().system().inboundStreams()).isEqualTo(2);
    all.forEach(Reservation::close);
    assertThat(resources.snapshot())
        .isEqualTo(
            new ResourceSnapshot(ResourceUse.NONE, java.util.Map.of(), java.util.Map.of(), 0));
    streams(3, A);
  }

  @Test
  void countsDialsOfNobodyForTheSystem() {
    Reservation first = resources.reserve(Resource.DIALS, 1);
    resources.reserve(Resource.DIALS, 1, A);
    assertRefused(() -> resources.reserve(Resource.DIALS, 1, B));
    first.close();
    assertRefused(() -> resources.reserve(Resource.DIALS, 1, A));
    resources.reserve(Resource.DIALS, 1, B);
  }

  @Test
  void refusesNegativeAmountsAndLimits() {
    assertThatIllegalArgumentException().isThrownBy(() -> resources.reserve(Resource.DIALS, -1, A));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceLimit(0, 0, -1, 0))
        .withMessageStartingWith("memoryBytes");
  }
}
