package org.meshwork.mesh.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.meshwork.connector.PeerName;

/** The table of peers. Each method is one transaction. */
@ApplicationScoped
@Transactional
class KnownPeers {
  static final int MAX = 20_000;
  static final int MAX_ADDRESSES = 16;

  private static final String SEEN =
      """
      insert into mesh_peer (peer, addresses) values (:peer, :addresses)
      on conflict (peer) do update set last_seen = now(),
        addresses = case when cardinality(excluded.addresses) = 0 then mesh_peer.addresses else excluded.addresses end""";

  private static final String BLOCK =
      """
      insert into mesh_peer (peer, addresses, blocked_at, blocked_by) values (:peer, '{}', now(), :by)
      on conflict (peer) do update set blocked_at = coalesce(mesh_peer.blocked_at, now()),
        blocked_by = coalesce(mesh_peer.blocked_by, excluded.blocked_by)""";

  private static final String FORGET =
      """
      delete from mesh_peer where blocked_at is null and (last_seen < now() - interval '30 days' or peer in (
        select peer from mesh_peer where blocked_at is null order by last_seen desc offset :max))""";

  private final Jdbi jdbi;

  @Inject
  KnownPeers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** For the container's proxy. */
  KnownPeers() {
    this(null);
  }

  /** All, those that were seen last first. */
  List<KnownPeer> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select peer, addresses, last_seen, blocked_at is not null as blocked"
                        + " from mesh_peer order by last_seen desc limit :max")
                .bind("max", 2 * MAX)
                .map((row, context) -> known(row))
                .list());
  }

  private static KnownPeer known(ResultSet row) throws SQLException {
    return new KnownPeer(
        new PeerName(row.getString("peer")),
        Arrays.asList((String[]) row.getArray("addresses").getArray()),
        row.getTimestamp("last_seen").toInstant(),
        row.getBoolean("blocked"));
  }

  /** They are connected, or have just told where they are. */
  void seen(Map<PeerName, List<String>> peers) {
    if (peers.isEmpty()) {
      return;
    }
    jdbi.useHandle(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(SEEN);
          peers.forEach(
              (peer, addresses) ->
                  batch
                      .bind("peer", peer.id())
                      .bindArray(
                          "addresses",
                          String.class,
                          addresses.stream().limit(MAX_ADDRESSES).toArray())
                      .add());
          batch.execute();
        });
  }

  void block(PeerName peer, String by) {
    jdbi.useHandle(
        handle -> handle.createUpdate(BLOCK).bind("peer", peer.id()).bind("by", by).execute());
  }

  void unblock(PeerName peer) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "update mesh_peer set blocked_at = null, blocked_by = null where peer = :peer")
                .bind("peer", peer.id())
                .execute());
  }

  /** Those that were silent for too long, or are too many. */
  int forget() {
    return jdbi.withHandle(handle -> handle.createUpdate(FORGET).bind("max", MAX).execute());
  }
}
