package org.meshwork.documents.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.documents.BagOfWordsModel;
import org.meshwork.documents.OneModel;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.CollectionUnknown;
import org.meshwork.documents.collections.Library;
import org.meshwork.documents.collections.Partition;
import org.meshwork.documents.collections.Precision;
import org.meshwork.documents.collections.VectorMismatch;
import org.meshwork.documents.collections.VectorText;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.Settings;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.TextTooLong;

class SearchesIT {
  private static final SearchSettings SETTINGS =
      SearchSettings.from(new Settings(key -> Optional.empty()));
  private static Library library;
  private static Searches searches;
  private static SimpleMeterRegistry registry;

  @BeforeAll
  static void open() {
    library = new Library();
    registry = new SimpleMeterRegistry();
    searches = searchesWith(library.model);
    manual();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  private static Searches searchesWith(EmbeddingModel model) {
    return new Searches(
        library.collections,
        new OneModel(model),
        new SearchRows(library.jdbi, SETTINGS),
        SETTINGS,
        new Meters(registry));
  }

  /** A few documents that differ in everything a filter can ask for. */
  private static void manual() {
    Collection manual = library.create("manual");
    library.write(
        manual,
        library.document(
            "guide/backup.html",
            Library.text(
                    "Backups are written every night. Restoring one takes an hour.",
                    "The administrator keeps the passwords of all backups in a safe.")
                .title("Backup guide")
                .author("Ada Lovelace")
                .language("en")
                .mediaType("text/html")
                .created("2020-05-05T10:00:00Z")));
    library.write(
        manual,
        library.document(
            "guide/network.txt",
            Library.text(
                    "The network has two routers; cables run to every floor.",
                    "When a router fails, the other one takes over within seconds.")
                .author("Grace Hopper")
                .language("en")
                .created("2023-01-01T00:00:00Z")));
    library.write(
        manual,
        library.document(
            "handbuch.txt",
            Library.text("Die Häuser der Stadt werden jede Nacht gesichert.").language("de")));
    library.write(
        manual,
        library.document(
            "notes.txt", Library.text("It's O'Reilly's \\ <b>bold</b> move.").language("en")));
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void findsThePassageThatAnswers(SearchMode mode) {
    SearchResult result = search("manual", "Restoring of backups takes how long, one hour?", mode);

    SearchHit best = result.hits().get(0);
    assertThat(best.chunk().text()).startsWith("Backups are written");
    assertThat(best.document().name().value()).isEqualTo("guide/backup.html");
    assertThat(best.document().title()).contains("Backup guide");
    assertThat(best.document().mediaType()).isEqualTo("text/html");
    assertThat(best.chunk().headingPath()).containsExactly("Top");
    assertThat(best.chunk().start()).isZero();
    assertThat(best.chunk().end()).isEqualTo(best.chunk().text().length());
    assertThat(best.scores().vector().isPresent()).isEqualTo(mode.usesVectors());
    assertThat(best.scores().text().isPresent()).isEqualTo(mode.usesWords());
  }

  @Test
  void ordersAndFusesByReciprocalRanks() {
    SearchResult result = search("manual", "backups administrator router", SearchMode.HYBRID);

    assertThat(result.hits()).hasSizeGreaterThan(3);
    assertThat(result.hits())
        .extracting(SearchHit::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    for (SearchHit hit : result.hits()) {
      double fused =
          hit.scores().vectorRank().map(rank -> 1.0 / (60 + rank)).orElse(0.0)
              + hit.scores().textRank().map(rank -> 1.0 / (60 + rank)).orElse(0.0);
      assertThat(hit.score()).isCloseTo(fused, org.assertj.core.data.Offset.offset(1e-12));
    }
  }

  @Test
  void givesSimilarityAsCosine() {
    SearchHit best =
        search(
                "manual",
                "The network has two routers; cables run to every floor.",
                SearchMode.VECTOR)
            .hits()
            .get(0);

    assertThat(best.scores().vector().orElseThrow())
        .isCloseTo(1.0, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(best.scores().vectorRank()).contains(1);
  }

  @Test
  void highlightsStemsInTheirPlaces() {
    SearchHit best = search("manual", "backup restores", SearchMode.TEXT).hits().get(0);

    String snippet = best.snippet().text();
    assertThat(best.snippet().highlights())
        .extracting(it -> snippet.substring(it.start(), it.end()))
        .containsExactly("Backups", "Restoring");
  }

  @Test
  void highlightsBesideMarkup() {
    SearchHit best = search("manual", "bold move", SearchMode.TEXT).hits().get(0);

    String snippet = best.snippet().text();
    assertThat(snippet).isEqualTo("It's O'Reilly's \\ <b>bold</b> move.");
    assertThat(best.snippet().highlights())
        .extracting(it -> snippet.substring(it.start(), it.end()))
        .containsExactly("bold", "move");
  }

  @Test
  void readsTheQueryInEachLanguageOfTheCollection() {
    assertThat(search("manual", "Haus", SearchMode.TEXT).hits())
        .extracting(hit -> hit.document().name().value())
        .containsExactly("handbuch.txt");
    assertThat(search("manual", "cabling floors", SearchMode.TEXT).hits())
        .extracting(hit -> hit.document().name().value())
        .containsExactly("guide/network.txt");
  }

  @Test
  void prefersPassagesWithAllTheWordsThenRareOnes() {
    Collection rare = library.create("rare");
    String[] passages = new String[300];
    for (int i = 0; i < passages.length; i++) {
      passages[i] = "common filler number " + i;
    }
    passages[100] = "the zyzzyva is an insect";
    passages[200] = "common zyzzyva and everything else besides";
    library.write(rare, library.document("many", passages));
    library.jdbi.useHandle(handle -> handle.execute("analyze " + Partition.of(rare).table()));

    List<SearchHit> hits = search("rare", "What is the common zyzzyva?", SearchMode.TEXT).hits();

    assertThat(hits).extracting(hit -> hit.chunk().ordinal()).startsWith(200, 100);
    assertThat(hits.get(0).scores().text().orElseThrow()).isGreaterThan(0.9);
    assertThat(hits.get(1).scores().text().orElseThrow()).isBetween(0.5, 0.95);
  }

  @Test
  void findsNothingByStopWordsAlone() {
    assertThat(search("rare-or-not", "the of and", SearchMode.TEXT, Precision.FULL).hits())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SearchMode.class)
  void filtersByWhatDocumentsSayOfThemselves(SearchMode mode) {
    assertThat(names(mode, SearchFilter.parse("de", null, null, null, null, null)))
        .allMatch("handbuch.txt"::equals);
    assertThat(names(mode, SearchFilter.parse(null, "text/html", null, null, null, null)))
        .containsOnly("guide/backup.html");
    assertThat(names(mode, SearchFilter.parse(null, null, "ada lovelace", null, null, null)))
        .containsOnly("guide/backup.html");
    assertThat(names(mode, SearchFilter.parse(null, null, null, "guide/", null, null)))
        .containsOnly("guide/backup.html", "guide/network.txt");
    assertThat(names(mode, SearchFilter.parse(null, null, null, null, "2021-01-01", null)))
        .containsOnly("guide/network.txt");
    assertThat(names(mode, SearchFilter.parse(null, null, null, null, null, "2020-05-05")))
        .containsOnly("guide/backup.html");
    assertThat(names(mode, SearchFilter.parse(null, null, "nobody", null, null, null))).isEmpty();
  }

  @Test
  void givesTheNameThatFitsTheFilterWhereBytesAreShared() {
    Collection shared = library.create("shared");
    library.write(shared, library.document("a/one", "same words"));
    library.write(shared, library.document("b/two", "same words"));

    List<SearchHit> all = search("shared", "same words", SearchMode.HYBRID).hits();
    List<SearchHit> filtered =
        searches
            .search(
                new SearchRequest(
                    shared.name(),
                    "same words",
                    SearchMode.HYBRID,
                    10,
                    0,
                    SearchFilter.parse(null, null, null, "b/", null, null),
                    false))
            .hits();

    assertThat(all).hasSize(1);
    assertThat(all.get(0).document().name().value()).isEqualTo("a/one");
    assertThat(filtered.get(0).document().name().value()).isEqualTo("b/two");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void findsTheNearestThroughTheIndex(Precision precision) {
    Collection large = corpus("large-" + precision, precision, 4_000);
    double found = 0;
    List<String> queries = IntStream.range(0, 40).mapToObj(SearchesIT::question).toList();

    for (String query : queries) {
      Set<String> exact = exact(large, query, "true");
      Set<String> hits = places(search(large, query, SearchFilter.NONE, 10));
      hits.retainAll(exact);
      found += hits.size();
    }

    assertThat(explained(large, SearchFilter.NONE))
        .contains("Index Scan using " + Partition.of(large).table() + "_embedding");
    assertThat(found / (10 * queries.size())).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void filtersKeepRecall() {
    Collection large = corpus("filtered", Precision.FULL, 10_400);
    SearchFilter few = SearchFilter.parse(null, null, "author 7", null, null, null);
    SearchFilter half = SearchFilter.parse(null, "text/html", null, null, null, null);

    assertThat(explained(large, half)).contains("_embedding");
    assertThat(explained(large, few)).doesNotContain("_embedding");
    assertThat(recall(large, few, "lower(e.author) = 'author 7'")).isEqualTo(1.0);
    assertThat(recall(large, half, "e.media_type = 'text/html'")).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void leavesOutTheBestByOffset() {
    List<SearchHit> all = hits("router backup", 5, 0);
    List<SearchHit> rest = hits("router backup", 2, 3);

    assertThat(rest).isEqualTo(all.subList(3, 5));
    assertThat(hits("router backup", 10, 1_000)).isEmpty();
  }

  @Test
  void explainsPlanAndStages() {
    SearchResult result =
        searches.search(
            new SearchRequest(
                new CollectionName("manual"),
                "router",
                SearchMode.HYBRID,
                3,
                0,
                SearchFilter.NONE,
                true));

    SearchExplanation explanation = result.explanation().orElseThrow();
    assertThat(explanation.plan()).contains("chunk_");
    assertThat(explanation.stages())
        .containsOnlyKeys("lookup", "embed", "sql", "explain", "transaction", "assemble", "total");
    assertThat(explanation.stages().values()).allMatch(it -> it >= 0);
    assertThat(result.tookMillis()).isPositive();
  }

  @Test
  void timesEachStage() {
    search("manual", "router", SearchMode.TEXT);

    assertThat(
            registry
                .get("meshwork.search.seconds")
                .tags("mode", "text", "stage", "sql")
                .timer()
                .count())
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'); drop table chunk; --",
        "' & !() | :* <-> \\",
        "\"unclosed",
        "a\u0000b \uD800",
        "🎉 émoji ünïcode 日本語",
        "x' or '1'='1",
        ":query ?::text %s %1$s",
        "<script>alert(1)</script> &amp;"
      })
  void takesHostileQueriesAsWords(String query) {
    for (SearchMode mode : SearchMode.values()) {
      assertThat(search("manual", query, mode).hits()).hasSizeLessThanOrEqualTo(10);
    }
    assertThat(library.count("select count(*) from chunk")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"' or true --", "%", "_", "\\", "'; drop table extract; --"})
  void takesHostileFiltersAsValues(String value) {
    assertThat(names(SearchMode.HYBRID, SearchFilter.parse(null, null, value, null, null, null)))
        .isEmpty();
    assertThat(names(SearchMode.HYBRID, SearchFilter.parse(null, null, null, value, null, null)))
        .isEmpty();
  }

  @Test
  void refusesWhatCanNotBeSearchedAndNamesTheField() {
    assertRefused("query", () -> request("  \t ", 10, 0));
    assertRefused("query", () -> request("x".repeat(4_001), 10, 0));
    assertRefused("k", () -> request("x", 0, 0));
    assertRefused("k", () -> searches.search(request("x", 101, 0)));
    assertRefused("offset", () -> request("x", 10, -1));
    assertRefused("offset", () -> request("x", 10, 1_001));
    assertRefused("mode", () -> SearchMode.parse("fuzzy"));
    assertRefused(
        "filter.language", () -> SearchFilter.parse("english", null, null, null, null, null));
    assertRefused(
        "filter.mediaType", () -> SearchFilter.parse(null, "html", null, null, null, null));
    assertRefused("filter.author", () -> SearchFilter.parse(null, null, "", null, null, null));
    assertRefused(
        "filter.createdFrom", () -> SearchFilter.parse(null, null, null, null, "yesterday", null));
    assertRefused(
        "filter.createdTo", () -> SearchFilter.parse(null, null, null, null, null, "2020-13-01"));
    assertRefused(
        "filter.createdFrom",
        () -> SearchFilter.parse(null, null, null, null, "2021-01-01", "2020-01-01"));
  }

  @Test
  void refusesAnUnknownCollection() {
    assertThatThrownBy(() -> search("nowhere", "x", SearchMode.TEXT))
        .isInstanceOf(CollectionUnknown.class);
  }

  @Test
  void refusesAQueryLongerThanTheModelTakesUnlessOnlyWordsCount() {
    String query = "word ".repeat(600).strip();

    assertThatThrownBy(() -> search("manual", query, SearchMode.HYBRID))
        .isInstanceOf(TextTooLong.class);
    assertThat(search("manual", query, SearchMode.TEXT).hits()).isEmpty();
  }

  @Test
  void refusesAModelThatIsNotTheCollections() {
    assertThatThrownBy(
            () -> searchesWith(new BagOfWordsModel("another", 64)).search(request("x", 10, 0)))
        .isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(
            () -> searchesWith(new BagOfWordsModel("bag-of-words", 32)).search(request("x", 10, 0)))
        .isInstanceOf(VectorMismatch.class);
  }

  private static void assertRefused(
      String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InputRejected.class,
            problem -> assertThat(problem.extensions()).containsEntry("field", field));
  }

  private static SearchRequest request(String query, int k, int offset) {
    return new SearchRequest(
        new CollectionName("manual"),
        query,
        SearchMode.HYBRID,
        k,
        offset,
        SearchFilter.NONE,
        false);
  }

  private static List<SearchHit> hits(String query, int k, int offset) {
    return library.transactions.call(() -> searches.search(request(query, k, offset))).hits();
  }

  private static SearchResult search(
      String name, String query, SearchMode mode, Precision precision) {
    Collection collection = library.create(name, precision);
    library.write(collection, library.document("a", "the of and"));
    return search(collection.name().value(), query, mode);
  }

  private static SearchResult search(String collection, String query, SearchMode mode) {
    return library.transactions.call(
        () ->
            searches.search(
                new SearchRequest(
                    new CollectionName(collection), query, mode, 10, 0, SearchFilter.NONE, false)));
  }

  private static List<SearchHit> search(
      Collection collection, String query, SearchFilter filter, int k) {
    return library
        .transactions
        .call(
            () ->
                searches.search(
                    new SearchRequest(
                        collection.name(), query, SearchMode.VECTOR, k, 0, filter, false)))
        .hits();
  }

  private static String explained(Collection collection, SearchFilter filter) {
    return library
        .transactions
        .call(
            () ->
                searches.search(
                    new SearchRequest(
                        collection.name(), question(1), SearchMode.HYBRID, 10, 0, filter, true)))
        .explanation()
        .orElseThrow()
        .plan();
  }

  private static List<String> names(SearchMode mode, SearchFilter filter) {
    return library
        .transactions
        .call(
            () ->
                searches.search(
                    new SearchRequest(
                        new CollectionName("manual"),
                        "backups routers gesichert Nacht",
                        mode,
                        10,
                        0,
                        filter,
                        false)))
        .hits()
        .stream()
        .map(hit -> hit.document().name().value())
        .toList();
  }

  /** Passages about some hundred topics, a topic being some words that occur together. */
  private static Collection corpus(String name, Precision precision, int passages) {
    Collection collection = library.create(name.toLowerCase(java.util.Locale.ROOT), precision);
    int perDocument = 100;
    for (int d = 0; d < passages / perDocument; d++) {
      int first = d * perDocument;
      String[] texts =
          IntStream.range(first, first + perDocument)
              .mapToObj(SearchesIT::passage)
              .toArray(String[]::new);
      library.write(
          collection,
          library.document(
              "doc" + d,
              Library.text(texts)
                  .language("en")
                  .author("Author " + d % 30)
                  .mediaType(d % 2 == 0 ? "text/html" : "text/plain")));
    }
    library.jdbi.useHandle(handle -> handle.execute("analyze"));
    return collection;
  }

  private static String passage(int n) {
    int topic = n * 31 % 150;
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 8; word++) {
      text.append("topic").append(topic).append('w').append((n * 7 + word * word) % 12).append(' ');
    }
    return text.append("detail").append(n).append(" aside").append(n % 977).toString();
  }

  private static String question(int n) {
    return "topic%1$dw%2$d topic%1$dw%3$d aside%4$d".formatted(n * 3 % 150, n % 12, n * 5 % 12, n);
  }

  private static double recall(Collection collection, SearchFilter filter, String condition) {
    int found = 0;
    for (int n = 0; n < 20; n++) {
      Set<String> hits = places(search(collection, question(n), filter, 10));
      assertThat(hits).hasSize(10);
      hits.retainAll(exact(collection, question(n), condition));
      found += hits.size();
    }
    return found / 200.0;
  }

  private static Set<String> places(List<SearchHit> hits) {
    Set<String> places = new HashSet<>();
    hits.forEach(hit -> places.add(hit.document().name() + "#" + hit.chunk().ordinal()));
    return places;
  }

  /** By looking at every vector; another expression than the index has, so that it is not used. */
  private static Set<String> exact(Collection collection, String query, String condition) {
    return new HashSet<>(
        library.jdbi.withHandle(
            handle ->
                handle
                    .select(
                        """
                        select d.name || '#' || c.ordinal
                        from %s c
                        join extract e on e.id = c.extract_id
                        join document d on d.extract_id = e.id
                        where %s
                        order by (c.embedding <=> ?::vector) + 0, c.extract_id, c.ordinal
                        limit 10
                        """
                            .formatted(Partition.of(collection).table(), condition),
                        VectorText.of(library.model.embedQuery(query)))
                    .mapTo(String.class)
                    .list()));
  }
}
