package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.protocol.kad.FakeTable.FIRST;
import static org.meshwork.libp2p.protocol.kad.FakeTable.K;
import static org.meshwork.libp2p.protocol.kad.FakeTable.KEY;
import static org.meshwork.libp2p.protocol.kad.FakeTable.NODES;
import static org.meshwork.libp2p.protocol.kad.FakeTable.SECOND;
import static org.meshwork.libp2p.protocol.kad.FakeTable.SETTINGS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.kad.FakeNetwork.Member;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.value.SignedValue;

/** Values that are put, found, corrected and forgotten, in virtual time. */
class KademliaValuesTest {
  private final FakeTable table = new FakeTable(11);
  private final FakeNetwork network = table.network;
  private final List<Member> members = table.members;

  @Test
  void putsValuesAtTheClosestPeers() {
    Member putting = table.far(KEY);
    assertThat(network.get(() -> putting.node.values().put(KEY, FIRST, K))).isEqualTo(K);
    assertThat(table.closest(KEY))
        .allMatch(member -> table.held(member).filter(FIRST::equals).isPresent());
    Member getting = members.get(NODES - 1);
    assertThat(network.get(() -> getting.node.values().get(KEY, 3)).value()).isEqualTo(FIRST);
  }

  @Test
  void failsToPutWithoutQuorum() {
    assertThat(network.failure(() -> table.far(KEY).node.values().put(KEY, FIRST, K + 1)).reason())
        .isEqualTo(Reason.QUORUM_MISSED);
    Member alone = network.add(SETTINGS);
    assertThat(network.failure(() -> alone.node.values().put(KEY, FIRST, 1)).reason())
        .isEqualTo(Reason.NO_PEERS);
    // What it has itself it can still get.
    assertThat(network.get(() -> alone.node.values().get(KEY, 5)).value()).isEqualTo(FIRST);
  }

  @Test
  void findsNoValueWhereThereIsNone() {
    assertThat(network.failure(() -> members.get(5).node.values().get(KEY, 1)).reason())
        .isEqualTo(Reason.NOT_FOUND);
  }

  @Test
  void refusesToPutWhatIsNotValid() {
    Bytes forged = SignedValue.seal(TestHosts.key(2), "site", 9, Bytes.EMPTY);
    assertThat(network.failure(() -> members.get(5).node.values().put(KEY, forged, 0)).reason())
        .isEqualTo(Reason.VALUE_REFUSED);
    network.get(() -> members.get(5).node.values().put(KEY, SECOND, 0));
    assertThat(network.failure(() -> members.get(5).node.values().put(KEY, FIRST, 0)).reason())
        .isEqualTo(Reason.OUTDATED);
  }

  @Test
  void replacesNoBetterValue() {
    network.get(() -> table.far(KEY).node.values().put(KEY, SECOND, K));
    Member late = members.get(NODES - 1);
    network.failure(() -> late.node.values().put(KEY, FIRST, K));
    assertThat(table.closest(KEY).stream().filter(member -> member != late))
        .allMatch(member -> table.held(member).filter(SECOND::equals).isPresent());
  }

  @Test
  void correctsHoldersOfWorseValues() {
    List<Member> close = table.closest(KEY);
    for (Member member : close.subList(0, 3)) {
      member.node.values().keep(KEY, FIRST);
    }
    close.get(3).node.values().keep(KEY, SECOND);
    Member getting = table.far(KEY);
    FoundValue found = network.get(() -> getting.node.values().get(KEY, 64));
    assertThat(found.value()).isEqualTo(SECOND);
    assertThat(found.answers()).isEqualTo(4);
    network.pass(Duration.ofSeconds(1));
    assertThat(table.holders(FIRST)).isEmpty();
    assertThat(table.holders(SECOND)).containsAll(close);
  }

  @Test
  void forgetsValuesUnlessTheyAreRepublished() {
    Member putting = table.far(KEY);
    network.get(() -> putting.node.values().put(KEY, FIRST, K));
    network.pass(Duration.ofHours(55));
    assertThat(table.closest(KEY)).allMatch(member -> table.held(member).isPresent());
    putting.node.values().forget(KEY);
    network.pass(Duration.ofHours(55));
    assertThat(members).noneMatch(member -> table.held(member).isPresent());
    assertThat(members).allMatch(member -> member.node.records().size() == 0);
  }

  @Test
  void doesNotDefendAValueAgainstABetterOne() {
    Member first = table.far(KEY);
    network.get(() -> first.node.values().put(KEY, FIRST, K));
    Member second = members.get(NODES - 1);
    network.get(() -> second.node.values().put(KEY, SECOND, 1));
    network.get(() -> first.node.values().get(KEY, 64));
    network.pass(Duration.ofHours(30));
    assertThat(table.holders(FIRST)).isEmpty();
  }
}
