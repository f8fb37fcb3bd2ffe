package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.documents.collections.Extracts.Held;
import org.meshwork.documents.collections.WriteOutcome.Kind;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.Uuid7;

/**
 * Puts documents into collections. Each call is a transaction, or joins the caller's: a search sees
 * all of a document's passages or none, and those of its old version until the new one is there.
 *
 * <p>Any thread may call. Callers that write the same names or bytes at the same time wait for each
 * other; those that write several documents in one transaction may deadlock, of which PostgreSQL
 * fails one (SQL state 40P01), to be tried again.
 */
@ApplicationScoped
@Transactional
public class DocumentWriter {
  /** Whoever keeps removing what we want to link to, or adding what we want to insert, wins. */
  private static final int MAX_ATTEMPTS = 10;

  private Jdbi jdbi;
  private Clock clock;
  private Extracts extracts;
  private final SecureRandom random = new SecureRandom();

  @Inject
  DocumentWriter(Jdbi jdbi, Clock clock, Extracts extracts) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.extracts = extracts;
  }

  /** For the container's proxy. */
  protected DocumentWriter() {}

  /**
   * Adds the document, or replaces the one of the same name. Bytes that the collection has
   * processed already are linked, and what was made of them now is dropped.
   *
   * @throws VectorMismatch the embeddings are not of the collection's dimension
   * @throws CollectionUnknown the collection has gone
   */
  public WriteOutcome write(Collection collection, NewDocument document) {
    refuseMismatch(collection, document);
    return jdbi.withHandle(
        handle -> {
          lock(handle, collection);
          recordLanguage(handle, collection, Languages.configuration(document.parsed().language()));
          return write(handle, collection, document);
        });
  }

  private WriteOutcome write(Handle handle, Collection collection, NewDocument document) {
    KnownDocument named =
        new KnownDocument(
            document.name(), document.source(), document.content(), document.length());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Held> found = extracts.find(handle, collection.id(), document.content());
      if (found.isPresent()) {
        return point(handle, collection, named, found.get(), Kind.LINKED);
      }
      Optional<Held> inserted = extracts.insert(handle, collection, document);
      if (inserted.isPresent()) {
        return point(handle, collection, named, inserted.get(), Kind.ADDED);
      }
    }
    throw new IllegalStateException(
        "The bytes %s of %s come and go".formatted(document.content(), document.name()));
  }

  /**
   * Points a name at passages that the same bytes already gave.
   *
   * @return empty when the collection has not processed these bytes, or nobody keeps them any more:
   *     parse, keep and {@link #write} them
   * @throws CollectionUnknown the collection has gone
   */
  public Optional<WriteOutcome> link(Collection collection, KnownDocument document) {
    return jdbi.withHandle(
        handle -> {
          lock(handle, collection);
          if (!hold(handle, document.content())) {
            return Optional.empty();
          }
          return extracts
              .find(handle, collection.id(), document.content())
              .map(extract -> point(handle, collection, document, extract, Kind.LINKED));
        });
  }

  /** The bytes can't be removed until the transaction, which is about to refer to them, ends. */
  private static boolean hold(Handle handle, ContentId content) {
    return handle
        .select("select 1 from content where sha256 = ? for key share", content.bytes())
        .mapTo(int.class)
        .findOne()
        .isPresent();
  }

  private static void refuseMismatch(Collection collection, NewDocument document) {
    for (float[] embedding : document.embeddings()) {
      if (embedding.length != collection.dimension()) {
        throw new VectorMismatch(
            collection.name(), collection.model(), collection.dimension(), embedding.length);
      }
    }
  }

  /** The collection can't be deleted, nor its table vacuumed, until the transaction ends. */
  private static void lock(Handle handle, Collection collection) {
    boolean there =
        handle
            .select("select id from collection where id = ? for key share", collection.id().value())
            .mapTo(int.class)
            .findOne()
            .isPresent();
    if (!there) {
      throw new CollectionUnknown(collection.name());
    }
    Partition.shareForWriting(handle, collection.id());
  }

  private static void recordLanguage(Handle handle, Collection collection, String language) {
    if (!collection.languages().contains(language)) {
      handle.execute(
          "update collection set languages = languages || ?::text where id = ? and not languages @> array[?::text]",
          language,
          collection.id().value(),
          language);
    }
  }

  private WriteOutcome point(
      Handle handle, Collection collection, KnownDocument document, Held extract, Kind kind) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Named> old = lockNamed(handle, collection.id(), document.name());
      if (old.isPresent()) {
        return repoint(handle, collection, document, extract, old.get(), kind);
      }
      Optional<UUID> id = insert(handle, collection.id(), document, extract);
      if (id.isPresent()) {
        return new WriteOutcome(new DocumentId(id.get()), kind, extract.chunks());
      }
    }
    throw new IllegalStateException("The name %s comes and goes".formatted(document.name()));
  }

  private record Named(UUID id, long extract) {}

  private static Optional<Named> lockNamed(
      Handle handle, CollectionId collection, DocumentName name) {
    return handle
        .select(
            "select id, extract_id from document where collection_id = ? and name = ? for update",
            collection.value(),
            name.value())
        .map((row, context) -> new Named(row.getObject(1, UUID.class), row.getLong(2)))
        .findOne();
  }

  private Optional<UUID> insert(
      Handle handle, CollectionId collection, KnownDocument document, Held extract) {
    return handle
        .select(
            """
            insert into document (id, collection_id, name, sha256, extract_id, source, length, ingested_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (collection_id, name) do nothing
            returning id
            """,
            Uuid7.next(clock, random),
            collection.value(),
            document.name().value(),
            document.content().bytes(),
            extract.id(),
            StorableText.of(document.source()),
            document.length(),
            Timestamp.from(clock.instant()))
        .mapTo(UUID.class)
        .findOne();
  }

  private WriteOutcome repoint(
      Handle handle,
      Collection collection,
      KnownDocument document,
      Held extract,
      Named old,
      Kind kind) {
    DocumentId id = new DocumentId(old.id());
    if (old.extract() == extract.id()) {
      return new WriteOutcome(id, Kind.UNCHANGED, extract.chunks());
    }
    handle.execute(
        "update document set sha256 = ?, extract_id = ?, source = ?, length = ?, ingested_at = ? where id = ?",
        document.content().bytes(),
        extract.id(),
        StorableText.of(document.source()),
        document.length(),
        Timestamp.from(clock.instant()),
        old.id());
    extracts.removeIfUnused(handle, collection.id(), old.extract());
    return new WriteOutcome(id, kind == Kind.ADDED ? Kind.REPLACED : kind, extract.chunks());
  }
}
