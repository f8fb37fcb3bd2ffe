package org.meshwork.documents.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionUnknown;
import org.meshwork.documents.collections.Collections;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.documents.search.SearchRows.Found;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Meters;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.ModelUnknown;
import org.meshwork.models.TextTooLong;

/**
 * Finds passages of a collection, with the model that its passages were embedded with.
 *
 * <p>Any thread may call. The query is embedded outside any transaction, so that no connection
 * waits for a model; all else of a search is one statement, which sees one state of the database.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Searches {
  private Collections collections;
  private EmbeddingModels models;
  private SearchRows rows;
  private SearchSettings settings;
  private Meters meters;

  @Inject
  Searches(
      Collections collections,
      EmbeddingModels models,
      SearchRows rows,
      SearchSettings settings,
      Meters meters) {
    this.collections = collections;
    this.models = models;
    this.rows = rows;
    this.settings = settings;
    this.meters = meters;
  }

  /** For the container's proxy. */
  protected Searches() {}

  /**
   * The best passages, best first; fewer than {@code k} only where there are no more.
   *
   * @throws InputRejected {@code k} is more than {@code meshwork.search.max-k}
   * @throws CollectionUnknown there is no such collection
   * @throws TextTooLong the query is longer than the collection's model takes, unless it goes by
   *     words only
   * @throws ModelUnknown this node has not the collection's model
   */
  public SearchResult search(SearchRequest request) {
    if (request.k() > settings.maxK()) {
      throw new InputRejected(
          "k", "k is %d; it can be 1 to %d.".formatted(request.k(), settings.maxK()));
    }
    SearchTimes times = new SearchTimes();
    Collection collection = collections.require(request.collection());
    times.ended("lookup");
    Optional<float[]> vector =
        request.mode().usesVectors()
            ? Optional.of(embed(collection, request.query()))
            : Optional.empty();
    times.ended("embed");
    Found found = rows.find(collection, request, vector);
    times.took("sql", found.sqlNanos());
    if (request.explain()) {
      times.took("explain", found.explainNanos());
    }
    times.ended("transaction");
    List<SearchHit> hits = found.rows().stream().map(HitRow::toHit).toList();
    times.ended("assemble");
    times.record(meters, request.mode());
    return new SearchResult(
        hits,
        times.totalMillis(),
        found.plan().map(plan -> new SearchExplanation(plan, times.millis())));
  }

  private float[] embed(Collection collection, String query) {
    EmbeddingModel model = models.require(collection.model());
    if (model.dimension() != collection.dimension()) {
      throw new VectorMismatch(
          collection.name(), collection.model(), collection.dimension(), model.dimension());
    }
    return model.embedQuery(query);
  }
}
