package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.documents.collections.Extracts.Unused;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

/** The documents of a collection. Any thread may call; each call is a transaction, or joins one. */
@ApplicationScoped
@Transactional
public class Documents {
  /** The most UTF-16 units of a text that one call gives. */
  public static final int MAX_TEXT_CHARACTERS = 200_000;

  private static final int UNUSED_AT_ONCE = 100;

  private Jdbi jdbi;
  private ContentStore contents;
  private Extracts extracts;

  @Inject
  Documents(Jdbi jdbi, ContentStore contents, Extracts extracts) {
    this.jdbi = jdbi;
    this.contents = contents;
    this.extracts = extracts;
  }

  /** For the container's proxy. */
  protected Documents() {}

  /** In the order of names that begin with the prefix. */
  public Page<Document> list(CollectionId collection, String prefix, PageRequest request) {
    return Page.of(
        jdbi.withHandle(
            handle ->
                handle
                    .select(
                        DocumentRows.SELECT
                            + " and d.name ^@ ? and d.name > ? order by d.name limit ?",
                        collection.value(),
                        StorableText.of(prefix),
                        request.after().map(Cursor::key).map(StorableText::of).orElse(""),
                        request.limit() + 1)
                    .map(DocumentRows::map)
                    .list()),
        request,
        document -> document.name().value());
  }

  /** The document of that name; its {@code content} tells whether bytes at hand are the same. */
  public Optional<Document> find(CollectionId collection, DocumentName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    DocumentRows.SELECT_WITH_HEADINGS + " and d.name = ?",
                    collection.value(),
                    name.value())
                .map(DocumentRows::mapWithHeadings)
                .findOne());
  }

  /** Whether the collection has passages of these bytes, which are kept, under whatever name. */
  public boolean processed(CollectionId collection, ContentId content) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select exists (select from extract join content using (sha256) where collection_id = ? and sha256 = ?)",
                    collection.value(),
                    content.bytes())
                .mapTo(boolean.class)
                .one());
  }

  public Document require(CollectionId collection, DocumentId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    DocumentRows.SELECT_WITH_HEADINGS + " and d.id = ?",
                    collection.value(),
                    id.value())
                .map(DocumentRows::mapWithHeadings)
                .findOne()
                .orElseThrow(() -> new DocumentUnknown(id)));
  }

  /**
   * What stands between two places of the text; less where the text or {@link #MAX_TEXT_CHARACTERS}
   * ends before. Never half a surrogate pair.
   *
   * @param from first UTF-16 unit
   * @param to one past the last
   */
  public DocumentText text(CollectionId collection, DocumentId id, int from, int to) {
    if (from < 0) {
      throw new InputRejected("from", "from is %d; it can't be negative.".formatted(from));
    }
    if (to < from) {
      throw new InputRejected(
          "to", "to is %d; it can't be less than from, %d.".formatted(to, from));
    }
    int most = Math.min(to - from, MAX_TEXT_CHARACTERS);
    return jdbi.withHandle(
        handle ->
            handle
                .select(TextWindow.SELECT, from + 1L, most, collection.value(), id.value())
                .map((row, context) -> TextWindow.of(row, from, most))
                .findOne()
                .orElseThrow(() -> new DocumentUnknown(id)));
  }

  /** The bytes as they were handed in; the caller closes the stream. */
  public InputStream content(CollectionId collection, DocumentId id) {
    return contents.open(require(collection, id).content());
  }

  /** Deletes a name, and its passages when no other name shares them. */
  public void delete(CollectionId collection, DocumentId id) {
    jdbi.useHandle(handle -> delete(handle, collection, id));
  }

  private void delete(Handle handle, CollectionId collection, DocumentId id) {
    long extract =
        handle
            .select(
                "delete from document where collection_id = ? and id = ? returning extract_id",
                collection.value(),
                id.value())
            .mapTo(long.class)
            .findOne()
            .orElseThrow(() -> new DocumentUnknown(id));
    extracts.removeIfUnused(handle, collection, extract);
  }

  /**
   * Removes what two callers have left behind that pointed the last two names away from the same
   * passages at the same moment. Searches do not find such passages.
   */
  public void removeUnused() {
    jdbi.useHandle(
        handle -> {
          for (Unused unused : extracts.unused(handle, UNUSED_AT_ONCE)) {
            Partition.shareForWriting(handle, unused.collection());
            extracts.removeIfUnused(handle, unused.collection(), unused.id());
          }
        });
  }
}
