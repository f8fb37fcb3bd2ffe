package org.meshwork.mesh.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.PeerName;
import org.meshwork.foundation.TestDatabase;

class KnownPeersIT {
  private static final PeerName ANNA = new PeerName("anna");
  private static final PeerName BERT = new PeerName("bert");
  private static final String ADDRESS = "/ip4/192.0.2.1/tcp/4001";

  private final TestDatabase database = TestDatabase.migrated();
  private final KnownPeers known = new KnownPeers(database.jdbi());

  @AfterEach
  void close() {
    database.close();
  }

  private void silentFor(PeerName peer, String time) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "update mesh_peer set last_seen = now() - ?::interval where peer = ?",
                    time,
                    peer.id()));
  }

  private List<PeerName> names() {
    return known.all().stream().map(KnownPeer::name).toList();
  }

  @Test
  void keepsThoseThatWereMetTheLastOnesFirst() {
    known.seen(Map.of());
    known.seen(Map.of(ANNA, List.of(ADDRESS)));
    known.seen(Map.of(BERT, Collections.nCopies(40, ADDRESS)));
    silentFor(ANNA, "1 hour");

    assertThat(names()).containsExactly(BERT, ANNA);
    assertThat(known.all().get(0).addresses()).hasSize(KnownPeers.MAX_ADDRESSES);
    assertThat(known.all().get(1).addresses()).containsExactly(ADDRESS);
    assertThat(known.all()).noneMatch(KnownPeer::isBlocked);
  }

  @Test
  void keepsAddressesWhereNoneAreTold() {
    known.seen(Map.of(ANNA, List.of(ADDRESS)));

    known.seen(Map.of(ANNA, List.of()));

    assertThat(known.all().get(0).addresses()).containsExactly(ADDRESS);
  }

  @Test
  void remembersWhoIsBlockedUntilThatIsTakenBack() {
    known.block(ANNA, "admin");
    known.seen(Map.of(ANNA, List.of(ADDRESS)));
    known.block(ANNA, "somebody else");

    assertThat(known.all()).singleElement().matches(KnownPeer::isBlocked);
    assertThat(blockedBy()).isEqualTo("admin");

    known.unblock(ANNA);

    assertThat(known.all()).singleElement().matches(peer -> !peer.isBlocked());
  }

  private String blockedBy() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select blocked_by from mesh_peer").mapTo(String.class).one());
  }

  @Test
  void forgetsThoseThatWereSilentForLongButNotTheBlocked() {
    known.seen(Map.of(ANNA, List.of(ADDRESS), BERT, List.of(ADDRESS)));
    known.block(new PeerName("carl"), "admin");
    silentFor(ANNA, "31 days");
    silentFor(new PeerName("carl"), "31 days");

    assertThat(known.forget()).isEqualTo(1);

    assertThat(names()).containsExactlyInAnyOrder(BERT, new PeerName("carl"));
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into mesh_peer (peer, addresses, last_seen)"
                        + " select 'p' || n, '{}', now() - n * interval '1 second'"
                        + " from generate_series(1, ?) n",
                    KnownPeers.MAX + 3));

    assertThat(known.forget()).isEqualTo(3);

    assertThat(names()).hasSize(KnownPeers.MAX).doesNotContain(new PeerName("p20003"));
  }
}
