package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;

/** The collections of this node. Any thread may call; each call is a transaction, or joins one. */
@ApplicationScoped
@Transactional
public class Collections {
  private Jdbi jdbi;
  private Clock clock;
  private EmbeddingModels models;
  private CollectionSettings settings;

  @Inject
  Collections(Jdbi jdbi, Clock clock, EmbeddingModels models, CollectionSettings settings) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.models = models;
    this.settings = settings;
  }

  /** For the container's proxy. */
  protected Collections() {}

  /**
   * Makes a collection and the table of its passages. Model and dimension are fixed from here on.
   *
   * @throws CollectionNameTaken also when another caller is creating the same name just now
   * @throws InputRejected the chunks would be longer than the model takes
   */
  public Collection create(NewCollection wanted) {
    EmbeddingModel model = wanted.model().map(models::require).orElseGet(models::defaultModel);
    ChunkingOptions chunking = wanted.chunking().orElse(settings.chunking());
    refuseLongerThan(model, chunking);
    Precision precision = wanted.precision().orElse(settings.precision());
    return jdbi.withHandle(
        handle -> {
          Collection created = insert(handle, wanted, model, precision, chunking);
          Partition.of(created).create(handle);
          return created;
        });
  }

  private static void refuseLongerThan(EmbeddingModel model, ChunkingOptions chunking) {
    int most = model.maxTokens() - model.specialTokens();
    if (chunking.size() > most) {
      throw new InputRejected(
          "chunking.size",
          "chunking.size is %d; %s takes at most %d tokens."
              .formatted(chunking.size(), model.id(), most));
    }
  }

  private Collection insert(
      Handle handle,
      NewCollection wanted,
      EmbeddingModel model,
      Precision precision,
      ChunkingOptions chunking) {
    return handle
        .select(
            """
            with collection as (
              insert into collection
                (name, description, model, dimension, precision, chunking, created_at, created_by)
              values (?, ?, ?, ?, ?, jsonb_build_object('strategy', ?::text, 'size', ?, 'overlap', ?), ?, ?)
              on conflict (name) do nothing
              returning *
            )
            """
                + CollectionRows.SELECT,
            wanted.name().value(),
            wanted.description(),
            model.id().value(),
            model.dimension(),
            precision.toString(),
            chunking.strategy().name().toLowerCase(Locale.ROOT),
            chunking.size(),
            chunking.overlap(),
            Timestamp.from(clock.instant()),
            wanted.createdBy())
        .map(CollectionRows::map)
        .findOne()
        .orElseThrow(() -> new CollectionNameTaken(wanted.name()));
  }

  /** In the order of names. */
  public Page<Collection> list(PageRequest request) {
    return Page.of(
        jdbi.withHandle(
            handle ->
                handle
                    .select(
                        CollectionRows.SELECT + " where name > ? order by name limit ?",
                        request.after().map(Cursor::key).map(StorableText::of).orElse(""),
                        request.limit() + 1)
                    .map(CollectionRows::map)
                    .list()),
        request,
        collection -> collection.name().value());
  }

  public Optional<Collection> find(CollectionName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(CollectionRows.SELECT + " where name = ?", name.value())
                .map(CollectionRows::map)
                .findOne());
  }

  public Collection require(CollectionName name) {
    return find(name).orElseThrow(() -> new CollectionUnknown(name));
  }

  public CollectionStats stats(Collection collection) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    """
                    select
                      (select count(*) from document where collection_id = c.id),
                      (select coalesce(sum(chunks), 0) from extract where collection_id = c.id),
                      (select coalesce(sum(length), 0) from document where collection_id = c.id),
                      coalesce(pg_total_relation_size(to_regclass(?)), 0)
                    from collection c
                    where id = ?
                    """,
                    Partition.of(collection).table(),
                    collection.id().value())
                .map(
                    (row, context) ->
                        new CollectionStats(
                            row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .findOne()
                .orElseThrow(() -> new CollectionUnknown(collection.name())));
  }

  /**
   * Deletes a collection with everything in it. Bytes that nothing else refers to go with the next
   * round of upkeep. Waits for writers and searches of this collection to end.
   *
   * @throws CollectionUnknown there is none, or another caller was first
   */
  public void delete(CollectionName name) {
    jdbi.useHandle(
        handle -> {
          Collection doomed =
              handle
                  .select(CollectionRows.SELECT + " where name = ? for update", name.value())
                  .map(CollectionRows::map)
                  .findOne()
                  .orElseThrow(() -> new CollectionUnknown(name));
          handle.execute("delete from collection where id = ?", doomed.id().value());
          Partition.of(doomed).drop(handle);
        });
  }
}
