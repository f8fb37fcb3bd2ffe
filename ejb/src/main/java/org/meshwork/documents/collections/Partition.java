package org.meshwork.documents.collections;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The table that holds one collection's passages, with indexes that fit its model.
 *
 * <p>It is always addressed by its own name, never through the parent: a plan then has one table,
 * the casts that its index expects, and no lock on the parent (ADR 0010).
 */
public record Partition(CollectionId collection, int dimension, Precision precision) {
  /** The first key of the advisory locks of partitions; the second is the collection's number. */
  private static final int LOCK_SPACE = 0x6d657368;

  public static Partition of(Collection collection) {
    return new Partition(collection.id(), collection.dimension(), collection.precision());
  }

  /** The name, safe in SQL text: made of a number. */
  public String table() {
    return "chunk_" + collection;
  }

  /** The type that the index keeps vectors in, and that both sides of a distance are cast to. */
  public String indexedType() {
    return (precision == Precision.HALF ? "halfvec(%d)" : "vector(%d)").formatted(dimension);
  }

  void create(Handle handle) {
    // A parallel build overflows a buffer in pgvector 0.6.0 to 0.8.1 (CVE-2026-3172). Nothing is
    // there to build from yet, but settings of the server should not decide this.
    handle.execute("set local max_parallel_maintenance_workers = 0");
    handle.execute(
        """
        create table %1$s (
          like chunk including defaults including storage,
          check (collection_id = %2$s),
          check (vector_dims(embedding) = %3$d)
        ) %4$s
        """
            .formatted(table(), collection, dimension, storageOptions(VectorExtension.of(handle))));
    statements().forEach(handle::execute);
  }

  private List<String> statements() {
    String operators = precision == Precision.HALF ? "halfvec_cosine_ops" : "vector_cosine_ops";
    return List.of(
        "create unique index on %s (extract_id, ordinal)".formatted(table()),
        "create index on %s using gin (search)".formatted(table()),
        "create index %1$s_embedding on %1$s using hnsw ((embedding::%2$s) %3$s) with (m = 16, ef_construction = 64)"
            .formatted(table(), indexedType(), operators),
        // Takes no ACCESS EXCLUSIVE lock on the parent, unlike CREATE TABLE … PARTITION OF; the
        // CHECK on collection_id spares the scan that would prove the same.
        "alter table chunk attach partition %s for values in (%s)".formatted(table(), collection));
  }

  /**
   * Before 0.8.4, VACUUM of an HNSW index beside inserts can corrupt it. So autovacuum leaves the
   * table to {@link PartitionUpkeep}, and whatever vacuums it all the same (against wraparound, or
   * by hand) leaves its indexes alone.
   */
  private static String storageOptions(VectorExtension extension) {
    return extension.vacuumsBesideInserts()
        ? ""
        : "with (autovacuum_enabled = off, vacuum_index_cleanup = off, toast.autovacuum_enabled = on, toast.vacuum_index_cleanup = auto)";
  }

  /** What {@link #storageOptions} has set, after an upgrade of pgvector. */
  void returnToAutovacuum(Handle handle) {
    handle.execute(
        "alter table %s reset (autovacuum_enabled, vacuum_index_cleanup, toast.autovacuum_enabled, toast.vacuum_index_cleanup)"
            .formatted(table()));
  }

  void drop(Handle handle) {
    handle.execute("drop table if exists " + table());
  }

  /** Until the transaction ends: others may write too, but nobody vacuums. */
  static void shareForWriting(Handle handle, CollectionId collection) {
    handle
        .select("select pg_advisory_xact_lock_shared(?, ?)", LOCK_SPACE, collection.value())
        .mapTo(String.class)
        .one();
  }

  /** Until {@link #release} on the same connection: nobody writes. Waits for writers to end. */
  void takeAlone(Handle handle) {
    handle
        .select("select pg_advisory_lock(?, ?)", LOCK_SPACE, collection.value())
        .mapTo(String.class)
        .one();
  }

  void release(Handle handle) {
    handle
        .select("select pg_advisory_unlock(?, ?)", LOCK_SPACE, collection.value())
        .mapTo(boolean.class)
        .one();
  }
}
