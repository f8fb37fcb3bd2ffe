package org.meshwork.documents.content;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The tables of the content store. */
@ApplicationScoped
class ContentRows {
  static final int PIECE_BYTES = 1 << 20;

  private static final int REMOVED_AT_ONCE = 100;

  /** How long a failed task can be restarted with the bytes it was given. */
  private static final Duration KEPT_FOR_RESTART = Duration.ofDays(7);

  private Jdbi jdbi;

  @Inject
  ContentRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  ContentRows() {}

  /**
   * In a transaction of its own: whoever is told that bytes are kept must be able to rely on it,
   * and two callers that put the same bytes must not wait for each other's other work.
   */
  @Transactional(TxType.REQUIRES_NEW)
  public void keep(StoredContent content, SpooledContent.Pieces pieces) {
    jdbi.useHandle(
        handle -> {
          if (isNew(handle, content)) {
            write(handle, content.id(), pieces);
          }
        });
  }

  /** Says in either case that the bytes were put now, which keeps them from being removed. */
  private boolean isNew(Handle handle, StoredContent content) {
    return handle
        .select(
            """
            insert into content (sha256, length, created_at, last_put_at) values (?, ?, now(), now())
            on conflict (sha256) do update set last_put_at = excluded.last_put_at
            returning xmax = 0
            """,
            content.id().bytes(),
            content.length())
        .mapTo(boolean.class)
        .one();
  }

  private static void write(Handle handle, ContentId id, SpooledContent.Pieces pieces) {
    try (InputStream in = pieces.open()) {
      int n = 0;
      for (byte[] piece = in.readNBytes(PIECE_BYTES);
          piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        handle.execute(
            "insert into content_piece (sha256, n, bytes) values (?, ?, ?)",
            id.bytes(),
            n++,
            piece);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The spooled bytes of %s are gone".formatted(id), e);
    }
  }

  @Transactional
  public long length(ContentId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select length from content where sha256 = ?", id.bytes())
                .mapTo(long.class)
                .findOne()
                .orElseThrow(() -> new ContentMissing(id)));
  }

  @Transactional
  public byte[] piece(ContentId id, int n) {
    return jdbi.withHandle(
        handle ->
            handle
                .select("select bytes from content_piece where sha256 = ? and n = ?", id.bytes(), n)
                .mapTo(byte[].class)
                .findOne()
                .orElseThrow(() -> new ContentMissing(id)));
  }

  /**
   * Times are the database's: the servers' clocks may differ by more than the grace time.
   *
   * <p>Contents that somebody puts or refers to at this moment are locked and left alone. The lock
   * comes in a statement of its own, so that the next one sees the rows of whoever held it before.
   */
  @Transactional
  public int removeUnreferenced(Duration grace) {
    return jdbi.withHandle(
        handle -> {
          List<byte[]> locked = lockUnreferenced(handle, grace);
          return locked.isEmpty() ? 0 : removeUnreferenced(handle, locked);
        });
  }

  private static List<byte[]> lockUnreferenced(Handle handle, Duration grace) {
    return handle
        .createQuery(
            """
            with open_item as materialized (
              select item.sha256
              from ingest_item item
              join task on task.id = item.task_id
              where item.sha256 is not null
                and item.state in ('pending', 'reading')
                and (task.finished_at is null or task.finished_at > now() - :restart::interval)
            )
            select sha256
            from content unused
            where last_put_at < now() - :grace::interval
              and not exists (select from document where document.sha256 = unused.sha256)
              and not exists (select from open_item where open_item.sha256 = unused.sha256)
            limit :most
            for update of unused skip locked
            """)
        .bind("restart", KEPT_FOR_RESTART.toString())
        .bind("grace", grace.toString())
        .bind("most", REMOVED_AT_ONCE)
        .mapTo(byte[].class)
        .list();
  }

  private static int removeUnreferenced(Handle handle, List<byte[]> contents) {
    return handle
        .createUpdate(
            """
            delete from content
            where sha256 in (<contents>)
              and not exists (select from document where document.sha256 = content.sha256)
            """)
        .bindList("contents", contents)
        .execute();
  }
}
