package org.meshwork.mesh.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.mesh.peers.TestPeers.CHUNK;
import static org.meshwork.mesh.peers.TestPeers.EMBED;
import static org.meshwork.mesh.peers.TestPeers.able;
import static org.meshwork.mesh.peers.TestPeers.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;
import org.meshwork.foundation.PageRequest;
import org.meshwork.foundation.SetClock;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.Descriptors;

@Timeout(60)
class PeerTableConcurrencyTest {
  private static final int PEERS = 150;
  private static final int MAX = 100;
  private static final int CHANGES = 20_000;

  private final SetClock clock = new SetClock();
  private final PeerTable table = new PeerTable(clock, MAX);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final AtomicBoolean over = new AtomicBoolean();

  @AfterEach
  void stop() {
    over.set(true);
    executor.shutdownNow();
  }

  @Test
  void answersAreRightWhileEverythingChanges() throws Exception {
    List<Future<Integer>> readers = List.of(executor.submit(reader()), executor.submit(reader()));
    List<Future<Integer>> writers = new ArrayList<>();
    for (int seed = 0; seed < 4; seed++) {
      writers.add(executor.submit(writer(new Random(seed))));
    }
    for (Future<Integer> writer : writers) {
      assertThat(writer.get()).isEqualTo(CHANGES);
    }
    over.set(true);
    for (Future<Integer> reader : readers) {
      assertThat(reader.get()).isPositive();
    }
    assertIndexAndTableAgree();
  }

  private Callable<Integer> writer(Random random) {
    return () -> {
      for (int change = 0; change < CHANGES; change++) {
        PeerName name = peer(random.nextInt(PEERS));
        switch (random.nextInt(8)) {
          case 0 -> table.connected(name);
          case 1 -> table.disconnected(name);
          case 2 -> table.measured(name, Duration.ofMillis(random.nextInt(100)));
          case 3 -> table.sweep();
          default -> table.describe(descriptor(name, change, random.nextBoolean()));
        }
      }
      return CHANGES;
    };
  }

  /** Odd numbers can chunk, and even ones can embed. */
  private CapabilityDescriptor descriptor(PeerName name, long sequence, boolean odd) {
    return Descriptors.descriptor(
        name,
        2 * sequence + (odd ? 1 : 0),
        clock.instant(),
        able(odd ? Set.of(CHUNK) : Set.of(EMBED)));
  }

  private Callable<Integer> reader() {
    return () -> {
      int answers = 0;
      while (!over.get() || answers == 0) {
        assertHave(CHUNK, 1);
        assertHave(EMBED, 0);
        assertThat(table.list(PeerFilter.ALL, PageRequest.first()).items())
            .extracting(it -> it.name().id())
            .isSorted()
            .doesNotHaveDuplicates();
        assertThat(table.size()).isLessThanOrEqualTo(MAX);
        answers++;
      }
      return answers;
    };
  }

  private void assertHave(SkillName skill, int parity) {
    List<Candidate> candidates = table.candidates(skill, PeerCondition.reachable(16));
    assertThat(candidates)
        .allMatch(it -> it.peer().descriptor().orElseThrow().sequence() % 2 == parity);
    assertThat(candidates).extracting(it -> it.peer().name()).doesNotHaveDuplicates();
  }

  private void assertIndexAndTableAgree() {
    for (SkillName skill : Set.of(CHUNK, EMBED)) {
      PeerFilter filter = new PeerFilter(Optional.of(skill), Optional.empty(), Optional.empty());
      assertThat(table.candidates(skill, PeerCondition.reachable(200)))
          .extracting(Candidate::peer)
          .containsExactlyInAnyOrderElementsOf(
              table.list(filter, new PageRequest(Optional.empty(), 200)).items());
    }
  }

  @Test
  void keepsTheHighestNumberOfManyThreads() throws Exception {
    List<Future<Boolean>> results = new ArrayList<>();
    for (int sequence = 1; sequence <= 500; sequence++) {
      long number = sequence;
      Callable<Boolean> describe =
          () ->
              table.describe(
                  Descriptors.descriptor(peer(1), number, clock.instant(), able(Set.of(CHUNK))));
      results.add(executor.submit(describe));
    }
    for (Future<Boolean> result : results) {
      result.get();
    }
    assertThat(table.find(peer(1)).orElseThrow().descriptor().orElseThrow().sequence())
        .isEqualTo(500);
  }
}
