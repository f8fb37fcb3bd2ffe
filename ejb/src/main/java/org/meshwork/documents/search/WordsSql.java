package org.meshwork.documents.search;

import org.meshwork.documents.search.SearchPlan.Access;

/**
 * The part of a search that goes by words.
 *
 * <p>A question rarely has all its words in one passage, so passages with some of them count too;
 * but most of a question's words are in very many passages, and ranking those would take seconds.
 * Therefore: first, passages with all the words; when they are fewer than wanted, also passages
 * with any of the rare words, rare enough that at most about {@link #BUDGET} passages have them by
 * the planner's statistics. A passage is ranked by the share of the query that its words make up, a
 * word counting by its rarity (as in inverse document frequency), and a little by their nearness to
 * each other.
 *
 * <p>Each language of the collection has its own stems and stop words, so the query is read in
 * each, and a passage is measured by the words of its own language.
 */
final class WordsSql {
  /** How many passages are ranked by their words; bounds the time of a search. */
  private static final int BUDGET = 1_000;

  private static final int MAX_TERMS = 32;

  /**
   * The share of the query that a passage must have to count in a hybrid search. With less, rank
   * fusion would lift what shares a stray word, such as one that means something else in another
   * language, above what only the meaning finds.
   */
  private static final double HYBRID_FLOOR = 0.3;

  /** A word as a text from which a {@code tsquery} of that word can be made. */
  private static final String QUOTED =
      """
      '''' || replace(replace(w.word, '\\', '\\\\'), '''', '''''') || ''''\
      """;

  private WordsSql() {}

  /** {@code query} where words do not rank, but are highlighted all the same. */
  static String queryForHighlights() {
    return """
        query as materialized (
          select string_agg(quoted, ' | ')::tsquery as any_word
          from (
            select distinct %1$s as quoted
            from unnest(:languages::text[]) as l (language)
            cross join lateral unnest(tsvector_to_array(to_tsvector(l.language::regconfig, :query))) as w (word)
            limit %2$d
          ) every_term
        ),
        """
        .formatted(QUOTED, MAX_TERMS);
  }

  /**
   * {@code term}, the query's words with their rarity, and {@code query}, one row. A word that the
   * statistics do not list is rarer than the rarest that they do; they list a smallest frequency
   * behind those of the words.
   */
  static String query() {
    return """
        common as materialized (
          select listed.word, listed.frequency
          from pg_stats s
          cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs)
            with ordinality as listed (word, frequency, n)
          where s.schemaname = current_schema() and s.tablename = :table and s.attname = 'search'
        ),
        term as materialized (
          select language, frequency, ln(1 + 1 / frequency) as weight, quoted, quoted::tsquery as query
          from (
            select l.language,
              %3$s as quoted,
              coalesce(c.frequency, (select min(frequency) / 2 from common), 0.0001) as frequency,
              row_number() over (partition by l.language order by c.frequency nulls first, w.word) as n
            from unnest(:languages::text[]) as l (language)
            cross join lateral unnest(tsvector_to_array(to_tsvector(l.language::regconfig, :query))) as w (word)
            left join common c on c.word = w.word
          ) every_term
          where n <= %1$d
        ),
        query as materialized (
          select
            string_agg(quoted, ' | ')::tsquery as any_word,
            (string_agg(quoted, ' | ') filter (where passages <= %2$d or n = 1))::tsquery as rare_word,
            (
              select string_agg('(' || q::text || ')', ' | ')::tsquery
              from unnest(:languages::text[]) as l (language)
              cross join lateral plainto_tsquery(l.language::regconfig, :query) as q
              where numnode(q) > 0
            ) as all_words
          from (
            select quoted, row_number() over (order by min(frequency), quoted) as n,
              sum(min(frequency) * (select greatest(reltuples, 0) from pg_class where oid = to_regclass(:table)))
                over (order by min(frequency), quoted) as passages
            from term
            group by quoted
          ) by_rarity
        ),
        """
        .formatted(MAX_TERMS, BUDGET, QUOTED);
  }

  static String worded(SearchPlan plan) {
    return (plan.access() == Access.DOCUMENTS ? ofDocuments(plan) : throughIndex(plan))
        + """
        worded as materialized (
          select extract_id, ordinal, wording,
            row_number() over (order by wording desc, extract_id, ordinal) as rank
          from (
            select c.extract_id, c.ordinal,
              0.9 * (
                select sum(t.weight) filter (where c.search @@ t.query) / sum(t.weight)
                from term t
                where t.language = c.language
              ) + 0.1 * ts_rank_cd(c.search, q.any_word, 32) as wording
            from candidate c
            cross join query q
            offset 0 -- or the planner would measure once more for the condition
          ) measured
          where wording > %s
          order by wording desc, extract_id, ordinal
          limit %d
        ),
        """
            .formatted(plan.mode() == SearchMode.HYBRID ? HYBRID_FLOOR : 0, plan.depth());
  }

  private static String throughIndex(SearchPlan plan) {
    String filter = plan.access() == Access.INDEXES_FILTERED ? "and " + FilterSql.PASSAGE : "";
    return """
        with_all as materialized (
          select c.extract_id, c.ordinal, c.language, c.search
          from query q
          join %1$s c on c.search @@ q.all_words
          where true %2$s
          limit %3$d
        ),
        with_some as materialized (
          select c.extract_id, c.ordinal, c.language, c.search
          from query q
          join %1$s c on c.search @@ q.rare_word
          where (select count(*) from with_all) < %4$d
            and (c.search @@ q.all_words) is not true %2$s
          limit %5$d
        ),
        candidate as (
          select * from with_all
          union all
          select * from with_some
        ),
        """
        .formatted(plan.partition().table(), filter, BUDGET, plan.depth(), 2 * BUDGET);
  }

  /** Few passages pass the filter: all of them are looked at, whatever words they have. */
  private static String ofDocuments(SearchPlan plan) {
    return """
        candidate as materialized (
          select c.extract_id, c.ordinal, c.language, c.search
          from matching m
          join %s c on c.extract_id = m.id
          cross join query q
          where (c.search @@ q.any_word) is true
        ),
        """
        .formatted(plan.partition().table());
  }
}
