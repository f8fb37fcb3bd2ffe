package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.meshwork.documents.chunking.TextChunk;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.documents.parsing.ParsedDocument;

/**
 * What was made of some bytes in a collection: one row and its passages, shared by all names that
 * point at it. Works in the caller's transaction.
 */
@ApplicationScoped
class Extracts {
  private static final int MAX_METADATA_CHARACTERS = 500;
  private static final int CHUNKS_A_BATCH = 200;

  /** An extract, locked so that nobody removes it before the caller's document points at it. */
  record Held(long id, int chunks) {}

  Optional<Held> find(Handle handle, CollectionId collection, ContentId content) {
    return handle
        .select(
            "select id, chunks from extract where collection_id = ? and sha256 = ? for key share",
            collection.value(),
            content.bytes())
        .map((row, context) -> new Held(row.getLong(1), row.getInt(2)))
        .findOne();
  }

  /** Empty when the bytes have been processed already. */
  Optional<Held> insert(Handle handle, Collection collection, NewDocument document) {
    ParsedDocument parsed = document.parsed();
    Optional<Held> inserted =
        handle
            .select(
                """
                insert into extract (collection_id, sha256, media_type, title, author, language,
                  created_at, modified_at, text, characters, chunks, headings)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (
                  select coalesce(
                    jsonb_agg(jsonb_build_object('level', level, 'text', heading, 'start', start)), '[]')
                  from unnest(?::integer[], ?::text[], ?::integer[]) as h (level, heading, start)))
                on conflict (collection_id, sha256) do nothing
                returning id, chunks
                """,
                collection.id().value(),
                document.content().bytes(),
                parsed.mediaType(),
                metadata(parsed.title()),
                metadata(parsed.author()),
                metadata(parsed.language()),
                timestamp(parsed.created()),
                timestamp(parsed.modified()),
                StorableText.of(parsed.text()),
                parsed.text().length(),
                document.chunks().size(),
                array("int4", parsed.headings().stream().map(Heading::level).toArray()),
                array(
                    "text",
                    parsed.headings().stream().map(it -> StorableText.of(it.text())).toArray()),
                array("int4", parsed.headings().stream().map(Heading::start).toArray()))
            .map((row, context) -> new Held(row.getLong(1), row.getInt(2)))
            .findOne();
    inserted.ifPresent(extract -> insertChunks(handle, collection, document, extract.id()));
    return inserted;
  }

  private static void insertChunks(
      Handle handle, Collection collection, NewDocument document, long extract) {
    String language = Languages.configuration(document.parsed().language());
    // Headings weigh more than text (A over D) where ranks are computed.
    String sql =
        """
        insert into %1$s (collection_id, extract_id, ordinal, start_offset, end_offset, heading_path,
          text, tokens, language, search, embedding)
        values (%2$s, ?, ?, ?, ?, ?, ?, ?, ?,
          setweight(to_tsvector('%3$s', ?), 'A') || to_tsvector('%3$s', ?), ?::vector)
        """
            .formatted(Partition.of(collection).table(), collection.id(), language);
    List<TextChunk> chunks = document.chunks();
    for (int from = 0; from < chunks.size(); from += CHUNKS_A_BATCH) {
      int to = Math.min(from + CHUNKS_A_BATCH, chunks.size());
      try (PreparedBatch batch = handle.prepareBatch(sql)) {
        for (int i = from; i < to; i++) {
          add(batch, extract, chunks.get(i), language, document.embeddings().get(i));
        }
        batch.execute();
      }
    }
  }

  private static void add(
      PreparedBatch batch, long extract, TextChunk chunk, String language, float[] embedding) {
    String text = StorableText.of(chunk.text());
    List<String> path = chunk.headingPath().stream().map(StorableText::of).toList();
    batch.add(
        extract,
        chunk.ordinal(),
        chunk.start(),
        chunk.end(),
        array("text", path.toArray()),
        text,
        chunk.tokens(),
        language,
        String.join("\n", path),
        text,
        VectorText.of(embedding));
  }

  /**
   * Removes an extract and its passages unless a document points at it. Does not wait for whoever
   * is about to point at it, or away from it, at this moment: should that leave nobody, {@link
   * #unused} finds it.
   */
  void removeIfUnused(Handle handle, CollectionId collection, long extract) {
    // The lock comes in a statement of its own, so that the next one sees the documents of whoever
    // held it before.
    handle
        .select("select id from extract where id = ? for update skip locked", extract)
        .mapTo(long.class)
        .findOne()
        .ifPresent(locked -> removeLocked(handle, collection, locked));
  }

  private static void removeLocked(Handle handle, CollectionId collection, long extract) {
    int removed =
        handle.execute(
            "delete from extract where id = ? and not exists (select from document where extract_id = extract.id)",
            extract);
    if (removed > 0) {
      handle.execute("delete from chunk_%s where extract_id = ?".formatted(collection), extract);
    }
  }

  /** An extract that no document points at. */
  record Unused(CollectionId collection, long id) {}

  List<Unused> unused(Handle handle, int limit) {
    return handle
        .select(
            "select collection_id, id from extract where not exists (select from document where extract_id = extract.id) limit ?",
            limit)
        .map((row, context) -> new Unused(new CollectionId(row.getInt(1)), row.getLong(2)))
        .list();
  }

  private static String metadata(Optional<String> value) {
    return value
        .map(StorableText::of)
        .map(
            it ->
                it.length() <= MAX_METADATA_CHARACTERS
                    ? it
                    : it.substring(0, MAX_METADATA_CHARACTERS))
        .map(StorableText::of)
        .filter(it -> !it.isBlank())
        .orElse(null);
  }

  private static Timestamp timestamp(Optional<Instant> instant) {
    return instant.map(Timestamp::from).orElse(null);
  }

  private static Argument array(String type, Object[] elements) {
    return (position, statement, context) -> setArray(statement, position, type, elements);
  }

  private static void setArray(
      PreparedStatement statement, int position, String type, Object[] elements)
      throws SQLException {
    statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
  }
}
