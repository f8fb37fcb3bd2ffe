package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Does for the tables of passages what autovacuum would, where autovacuum must not (ADR 0010):
 * pgvector before 0.8.4 corrupts an HNSW index when VACUUM works on it beside inserts. A table is
 * vacuumed while the upkeep holds its advisory lock alone, which every writer shares; searches go
 * on. With a later pgvector tables go back to autovacuum.
 *
 * <p>VACUUM refuses to run in a transaction, so the lock belongs to the session: all of it happens
 * on one connection, outside any transaction. On a database that several servers use, one of them
 * does it at a time.
 */
@ApplicationScoped
class PartitionUpkeep {
  /** Key of the advisory lock of the whole duty; one bigint, a space of its own. */
  private static final long DUTY_LOCK = 0x6d65_7368_7570_6b70L;

  /**
   * How long writers queue behind upkeep that waits for one of them; the next round tries again.
   */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(20);

  private static final String QUERY_CANCELLED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final String UNDEFINED_TABLE = "42P01";

  /**
   * As autovacuum decides by default (20 % dead, 10 % changed), but for the freezing that keeps
   * autovacuum from ever having to step in against wraparound (at 200 million transactions).
   */
  private static final String DUE =
      """
      select c.id, c.dimension, c.precision, c.name,
        coalesce(s.n_dead_tup, 0) > 50 + 0.2 * coalesce(s.n_live_tup, 0)
          or age(t.relfrozenxid) > 100000000 as vacuum
      from collection c
      join pg_class t on t.oid = to_regclass('chunk_' || c.id)
      left join pg_stat_all_tables s on s.relid = t.oid
      where 'vacuum_index_cleanup=off' = any (t.reloptions)
        and (coalesce(s.n_dead_tup, 0) > 50 + 0.2 * coalesce(s.n_live_tup, 0)
          or age(t.relfrozenxid) > 100000000
          or coalesce(s.n_mod_since_analyze, 0) > 50 + 0.1 * coalesce(s.n_live_tup, 0))
      order by c.id
      """;

  private static final String LEFT_TO_US =
      """
      select c.id, c.dimension, c.precision, c.name, false as vacuum
      from collection c
      join pg_class t on t.oid = to_regclass('chunk_' || c.id)
      where 'vacuum_index_cleanup=off' = any (t.reloptions)
      order by c.id
      """;

  private Jdbi jdbi;
  private CollectionSettings settings;

  @Inject
  PartitionUpkeep(Jdbi jdbi, CollectionSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  PartitionUpkeep() {}

  /** A table that wants something done. */
  record Due(Partition partition, String name, boolean vacuum) {}

  /** Call outside any transaction. */
  public void run() {
    jdbi.useHandle(
        handle -> {
          if (!lockDuty(handle)) {
            return;
          }
          try {
            VectorExtension extension = VectorExtension.of(handle);
            if (extension.vacuumsBesideInserts()) {
              due(handle, LEFT_TO_US).forEach(it -> returnToAutovacuum(handle, it, extension));
              return;
            }
            due(handle, DUE).forEach(it -> tidy(handle, it));
          } finally {
            handle.execute("select pg_advisory_unlock(?)", DUTY_LOCK);
          }
        });
  }

  private static boolean lockDuty(Handle handle) {
    return handle.select("select pg_try_advisory_lock(?)", DUTY_LOCK).mapTo(boolean.class).one();
  }

  private static List<Due> due(Handle handle, String sql) {
    return handle
        .select(sql)
        .map(
            (row, context) ->
                new Due(
                    new Partition(
                        new CollectionId(row.getInt("id")),
                        row.getInt("dimension"),
                        Precision.parse(row.getString("precision"))),
                    row.getString("name"),
                    row.getBoolean("vacuum")))
        .list();
  }

  private void returnToAutovacuum(Handle handle, Due due, VectorExtension extension) {
    try {
      due.partition().returnToAutovacuum(handle);
      CollectionsLog.LOG.returnedToAutovacuum(extension.version().toString(), due.name());
    } catch (UnableToExecuteStatementException e) {
      postpone(due, e);
    }
  }

  /** Of a table that may be gone by now, or busy: the others get their turn all the same. */
  void tidy(Handle handle, Due due) {
    try {
      vacuumOrAnalyze(handle, due);
    } catch (UnableToExecuteStatementException e) {
      postpone(due, e);
    }
  }

  private void vacuumOrAnalyze(Handle handle, Due due) {
    if (!due.vacuum()) {
      // Reads the table only, beside any writer.
      handle.execute("analyze " + due.partition().table());
      return;
    }
    handle.execute("set statement_timeout = " + settings.upkeepLimit().toMillis());
    handle.execute("set lock_timeout = " + LOCK_WAIT.toMillis());
    try {
      vacuumAlone(handle, due.partition());
    } finally {
      handle.execute("reset statement_timeout");
      handle.execute("reset lock_timeout");
    }
  }

  private void postpone(Due due, UnableToExecuteStatementException e) {
    String state = e.getCause() instanceof SQLException cause ? cause.getSQLState() : "";
    switch (state) {
      case QUERY_CANCELLED ->
          CollectionsLog.LOG.upkeepTooLong(due.name(), settings.upkeepLimit().toString());
      case LOCK_NOT_AVAILABLE, UNDEFINED_TABLE ->
          CollectionsLog.LOG.debugf("Collection %s is busy or gone", due.name());
      default -> throw e;
    }
  }

  private static void vacuumAlone(Handle handle, Partition partition) {
    partition.takeAlone(handle);
    try {
      handle.execute("vacuum (index_cleanup on, parallel 0, freeze, analyze) " + partition.table());
    } finally {
      partition.release(handle);
    }
  }
}
