package org.meshwork.documents.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionUnknown;
import org.meshwork.documents.collections.VectorExtension;
import org.meshwork.documents.collections.VectorText;
import org.meshwork.documents.search.SearchPlan.Access;

/** The database's part of a search: one short transaction. */
@ApplicationScoped
class SearchRows {
  /**
   * With fewer passages behind the filter than this, looking at each is faster and finds all; with
   * more, the index finds enough that pass.
   */
  private static final long FEW_PASSAGES = 5_000;

  /**
   * Bounds of an iterative scan, far beyond what a filter that lets 5,000 passages through takes.
   */
  private static final int MAX_SCAN_TUPLES = 1_000_000;

  private static final int SCAN_MEMORY_TIMES_WORK_MEM = 32;
  private static final String UNDEFINED_TABLE = "42P01";

  private Jdbi jdbi;
  private SearchSettings settings;
  private volatile Optional<VectorExtension> extension = Optional.empty();

  @Inject
  SearchRows(Jdbi jdbi, SearchSettings settings) {
    this.jdbi = jdbi;
    this.settings = settings;
  }

  SearchRows() {}

  /**
   * What the database found.
   *
   * @param sqlNanos of the search's own statements
   * @param explainNanos of getting the plan
   */
  record Found(List<HitRow> rows, Optional<String> plan, long sqlNanos, long explainNanos) {}

  /**
   * @param vector of the query; absent in a search by words
   */
  @Transactional
  public Found find(Collection collection, SearchRequest request, Optional<float[]> vector) {
    try {
      return jdbi.withHandle(handle -> find(handle, collection, request, vector));
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause
          && UNDEFINED_TABLE.equals(cause.getSQLState())) {
        throw new CollectionUnknown(collection.name());
      }
      throw e;
    }
  }

  private Found find(
      Handle handle, Collection collection, SearchRequest request, Optional<float[]> vector) {
    long start = System.nanoTime();
    SearchPlan plan = plan(handle, collection, request);
    adjust(handle, plan);
    String sql = SearchSql.of(plan);
    List<HitRow> rows = query(handle, sql, plan, request, vector).map(HitRow::map).list();
    long nanos = System.nanoTime() - start;
    if (!request.explain()) {
      return new Found(rows, Optional.empty(), nanos, 0);
    }
    List<String> explained =
        query(handle, "explain " + sql, plan, request, vector).mapTo(String.class).list();
    long all = System.nanoTime() - start;
    return new Found(rows, Optional.of(String.join("\n", explained)), nanos, all - nanos);
  }

  private SearchPlan plan(Handle handle, Collection collection, SearchRequest request) {
    int depth = Math.max(settings.candidates(), request.k() + request.offset());
    return new SearchPlan(
        collection, request.mode(), request.filter(), access(handle, collection, request), depth);
  }

  private static Access access(Handle handle, Collection collection, SearchRequest request) {
    if (request.filter().isNone()) {
      return Access.INDEXES;
    }
    try (Query count = handle.createQuery(SearchSql.countMatching(request.filter()))) {
      FilterSql.bind(count, request.filter());
      long passages = count.bind("collection", collection.id().value()).mapTo(long.class).one();
      return passages <= FEW_PASSAGES ? Access.DOCUMENTS : Access.INDEXES_FILTERED;
    }
  }

  /** For this transaction only. */
  private void adjust(Handle handle, SearchPlan plan) {
    int ef = Math.min(SearchSettings.MAX_EF, Math.max(settings.ef(), plan.depth()));
    StringBuilder sql =
        new StringBuilder(
            "select set_config('hnsw.ef_search', ?, true), set_config('jit', 'off', true)");
    if (extension(handle).scansIteratively()) {
      sql.append(
          ", set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.max_scan_tuples', '%d', true), set_config('hnsw.scan_mem_multiplier', '%d', true)"
              .formatted(MAX_SCAN_TUPLES, SCAN_MEMORY_TIMES_WORK_MEM));
    }
    handle.select(sql.toString(), Integer.toString(ef)).mapTo(String.class).one();
  }

  private VectorExtension extension(Handle handle) {
    if (extension.isEmpty()) {
      extension = Optional.of(VectorExtension.of(handle));
    }
    return extension.get();
  }

  private static Query query(
      Handle handle, String sql, SearchPlan plan, SearchRequest request, Optional<float[]> vector) {
    Query query =
        handle
            .createQuery(sql)
            .bind("query", request.query())
            .bind("languages", TextArray.of(plan.collection().languages()))
            .bind("k", request.k())
            .bind("offset", request.offset())
            .bind("markup", Marking.UNWELCOME)
            .bind("marking", Marking.OPTIONS);
    if (plan.mode().usesWords()) {
      query.bind("table", plan.partition().table());
    }
    vector.ifPresent(it -> query.bind("vector", VectorText.of(it)));
    if (plan.access() != Access.INDEXES) {
      query.bind("collection", plan.collection().id().value());
      FilterSql.bind(query, plan.filter());
    }
    return query;
  }
}
