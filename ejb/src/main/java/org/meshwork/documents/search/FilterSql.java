package org.meshwork.documents.search;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** A filter as SQL over {@code extract e}. */
final class FilterSql {
  /**
   * Whether a passage's document is in {@code matching}. Written so that it stays a condition, one
   * look into a hash table for each passage, and never becomes a join: only an index scan gives
   * passages by their distance.
   */
  static final String PASSAGE = "(c.extract_id in (select id from matching)) is true";

  private FilterSql() {}

  static String of(SearchFilter filter) {
    List<String> conditions = new ArrayList<>();
    conditions.add("e.collection_id = :collection");
    filter.language().ifPresent(it -> conditions.add("e.language = :language"));
    filter.mediaType().ifPresent(it -> conditions.add("e.media_type = :mediaType"));
    filter.author().ifPresent(it -> conditions.add("lower(e.author) = lower(:author)"));
    filter.createdFrom().ifPresent(it -> conditions.add("e.created_at >= :createdFrom"));
    filter.createdTo().ifPresent(it -> conditions.add("e.created_at <= :createdTo"));
    filter
        .name()
        .ifPresent(
            it ->
                conditions.add(
                    "e.id in (select extract_id from document where collection_id = :collection and name ^@ :name)"));
    return String.join(" and ", conditions);
  }

  static void bind(Query query, SearchFilter filter) {
    filter.language().ifPresent(it -> query.bind("language", it));
    filter.mediaType().ifPresent(it -> query.bind("mediaType", it));
    filter.author().ifPresent(it -> query.bind("author", it));
    filter.name().ifPresent(it -> query.bind("name", it));
    filter.createdFrom().ifPresent(it -> query.bind("createdFrom", Timestamp.from(it)));
    filter.createdTo().ifPresent(it -> query.bind("createdTo", Timestamp.from(it)));
  }
}
