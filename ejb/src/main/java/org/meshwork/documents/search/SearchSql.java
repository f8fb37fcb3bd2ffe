package org.meshwork.documents.search;

import org.meshwork.documents.collections.Partition;
import org.meshwork.documents.search.SearchPlan.Access;

/**
 * The statement of a search: one, from the query to the hits with their documents.
 *
 * <p>Its parts, each a common table expression: {@code matching}, the documents that the filter
 * lets through; {@code near}, the passages nearest to the query; {@code worded}, those with its
 * words (see {@link WordsSql}); {@code fused}, the best of both by reciprocal rank fusion (Cormack,
 * Clarke and Büttcher, SIGIR 2009: k = 60). Only these are joined to their texts and documents.
 *
 * <p>Numbers that decide about plans stand in the text, so that a plan made once for all parameters
 * is not made blindly; everything that comes from outside is a parameter.
 */
final class SearchSql {
  private static final int FUSION_K = 60;

  private static final String DISTANCES =
      "(select extract_id, ordinal, %s as distance from %s c %s order by %s limit %d)";

  private SearchSql() {}

  static String of(SearchPlan plan) {
    StringBuilder sql = new StringBuilder("with ");
    if (plan.access() != Access.INDEXES) {
      sql.append(matching(plan));
    }
    if (plan.mode().usesVectors()) {
      sql.append(near(plan));
    }
    if (plan.mode().usesWords()) {
      sql.append(WordsSql.query()).append(WordsSql.worded(plan));
    } else {
      sql.append(WordsSql.queryForHighlights());
    }
    return sql.append(fused(plan.mode())).append(hits(plan)).toString();
  }

  /** How many passages the filter lets through. */
  static String countMatching(SearchFilter filter) {
    return "select coalesce(sum(e.chunks), 0) from extract e where " + FilterSql.of(filter);
  }

  private static String matching(SearchPlan plan) {
    return "matching as materialized (select e.id from extract e where %s),\n"
        .formatted(FilterSql.of(plan.filter()));
  }

  private static String near(SearchPlan plan) {
    Partition partition = plan.partition();
    String exact = "c.embedding <=> (select exact from asked)";
    String indexed =
        "c.embedding::%s <=> (select indexed from asked)".formatted(partition.indexedType());
    String nearest =
        switch (plan.access()) {
          case INDEXES -> DISTANCES.formatted(exact, partition.table(), "", indexed, plan.depth());
          case INDEXES_FILTERED ->
              DISTANCES.formatted(
                  exact, partition.table(), "where " + FilterSql.PASSAGE, indexed, plan.depth());
          // Sorted by another expression than the index has: every passage is looked at.
          case DOCUMENTS ->
              DISTANCES.formatted(
                  exact,
                  "matching m join " + partition.table(),
                  "on c.extract_id = m.id",
                  "(" + exact + ") + 0",
                  plan.depth());
        };
    // An iterative scan may give them slightly out of order, and half precision rounds.
    return """
        asked as materialized (select :vector::vector as exact, :vector::%s as indexed),
        near as materialized (
          select extract_id, ordinal, 1 - distance as similarity,
            row_number() over (order by distance, extract_id, ordinal) as rank
          from %s nearest
          where distance = distance
        ),
        """
        .formatted(partition.indexedType(), nearest);
  }

  private static String fused(SearchMode mode) {
    String parts =
        switch (mode) {
          case VECTOR ->
              """
              select n.extract_id, n.ordinal, n.similarity, n.rank as near_rank,
                null::double precision as wording, null::bigint as word_rank, n.similarity as score
              from near n
              """;
          case TEXT ->
              """
              select w.extract_id, w.ordinal, null::double precision as similarity,
                null::bigint as near_rank, w.wording, w.rank as word_rank, w.wording as score
              from worded w
              """;
          case HYBRID ->
              """
              select extract_id, ordinal, n.similarity, n.rank as near_rank, w.wording,
                w.rank as word_rank,
                coalesce(1.0::double precision / (%1$d + n.rank), 0)
                  + coalesce(1.0::double precision / (%1$d + w.rank), 0) as score
              from near n full join worded w using (extract_id, ordinal)
              """
                  .formatted(FUSION_K);
        };
    return """
        fused as materialized (
          %s
          order by score desc, extract_id, ordinal
          limit :k offset :offset
        )
        """
        .formatted(parts);
  }

  /** Angle brackets go from the text that is marked: the parser would take tags for one space. */
  private static String hits(SearchPlan plan) {
    return """
        select f.score, f.similarity, f.near_rank, f.wording, f.word_rank,
          c.ordinal, c.start_offset, c.end_offset, c.heading_path, c.text,
          ts_headline(c.language::regconfig, translate(c.text, :markup, '     '),
            (select any_word from query), :marking) as marked,
          e.title, e.language, e.media_type, d.id, d.name
        from fused f
        join %s c on c.extract_id = f.extract_id and c.ordinal = f.ordinal
        join extract e on e.id = f.extract_id
        join lateral (
          select id, name from document
          where extract_id = f.extract_id %s
          order by name limit 1
        ) d on true
        order by f.score desc, f.extract_id, f.ordinal
        """
        .formatted(
            plan.partition().table(),
            plan.filter().name().map(it -> "and name ^@ :name").orElse(""));
  }
}
