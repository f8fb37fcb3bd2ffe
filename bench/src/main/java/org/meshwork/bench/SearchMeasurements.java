package org.meshwork.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.meshwork.bench.Results.Section;
import org.meshwork.models.EmbeddingModel;

/** The measurements of a search, on a collection that is ready. */
final class SearchMeasurements {
  static final List<String> MODES = List.of("vector", "hybrid");

  private static final int K = 10;
  private static final int CLIENTS = 16;
  private static final double MIN_RECALL = 0.95;
  private static final double MAX_ADDED_MILLIS = 3;
  private static final double MIN_SHARE = 0.8;
  private static final Set<String> NOT_BEYOND = Set.of("embed", "sql", "explain", "total");

  private final Node node;
  private final NodeApi api;
  private final EmbeddingModel model;
  private final String collection;
  private final List<String> questions;
  private final Options options;
  private final Section section;

  SearchMeasurements(
      Node node,
      EmbeddingModel model,
      String collection,
      List<String> questions,
      Options options,
      Section section) {
    this.node = node;
    this.model = model;
    this.collection = collection;
    this.questions = questions;
    this.options = options;
    this.section = section;
    api = new NodeApi(node);
  }

  void recall(Connection connection) throws Exception {
    ExactSearch exact =
        new ExactSearch(connection, new PassageCollection(connection, collection).id());
    int found = 0;
    int wanted = 0;
    for (String question : questions) {
      Set<String> best = exact.best(model.embedQuery(question), K);
      for (JsonNode hit : api.search(collection, question, "vector", K, false).get("hits")) {
        found += best.contains(hit.at("/chunk/text").asText()) ? 1 : 0;
      }
      wanted += best.size();
    }
    double recall = (double) found / wanted;
    section.row(
        "vector: recall@%d of %d questions".formatted(K, questions.size()),
        Results.number(recall),
        "≥ " + MIN_RECALL,
        recall >= MIN_RECALL);
  }

  /** What is measured later, in every mode; gives requests per second, all together. */
  double load() throws Exception {
    double requests = 0;
    for (String mode : MODES) {
      requests += requests(mode);
    }
    return requests;
  }

  /** Of one client. */
  void times(String mode) {
    Stages stages = stages(mode);
    section.row(mode + ": embedding, ms", Results.number(stages.embed()));
    section.row(mode + ": SQL, ms", Results.number(stages.sql()));
    section.row(mode + ": in the node's search beyond these, ms", Results.number(stages.beyond()));
    double whole = stages.request() - stages.embed() - stages.sql();
    section.row(
        mode + ": a whole request beyond these, HTTP and client included, ms",
        Results.number(whole),
        "≤ " + (int) MAX_ADDED_MILLIS,
        whole <= MAX_ADDED_MILLIS);
  }

  /** Medians in milliseconds. */
  private record Stages(double embed, double sql, double beyond, double request) {}

  private Stages stages(String mode) {
    List<Double> embed = new ArrayList<>();
    List<Double> sql = new ArrayList<>();
    List<Double> beyond = new ArrayList<>();
    List<Double> request = new ArrayList<>();
    for (String question : questions) {
      JsonNode stages = api.search(collection, question, mode, K, true).at("/explain/stages");
      embed.add(stages.get("embed").asDouble());
      sql.add(stages.get("sql").asDouble());
      beyond.add(
          stages.properties().stream()
              .filter(stage -> !NOT_BEYOND.contains(stage.getKey()))
              .map(Map.Entry::getValue)
              .mapToDouble(JsonNode::asDouble)
              .sum());
      long start = System.nanoTime();
      api.search(collection, question, mode, K, false);
      request.add((System.nanoTime() - start) / 1e6);
    }
    return new Stages(median(embed), median(sql), median(beyond), median(request));
  }

  private static double median(List<Double> values) {
    return Samples.of(values).median();
  }

  void throughput(String mode) throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int round = 0; round <= options.rounds(); round++) {
      double requests = requests(mode);
      double statements = statements(mode);
      if (round > 0) { // The first one warms both up.
        ours.add(requests);
        bare.add(statements);
        shares.add(requests / statements);
      }
    }
    double share = Samples.of(shares).median();
    section.row(
        "%s: requests/s at %d clients".formatted(mode, CLIENTS),
        Results.number(Samples.of(ours).median()));
    section.row(
        mode + ": the same SQL and embedding in a bare loop, 1/s",
        Results.number(Samples.of(bare).median()));
    section.row(
        mode + ": node / loop", Results.number(share), "≥ " + MIN_SHARE, share >= MIN_SHARE);
  }

  private double requests(String mode) throws Exception {
    String path = "/api/v1/collections/%s/search".formatted(collection);
    return Load.of(
            CLIENTS,
            options.seconds(),
            client -> {
              HttpConnection connection = new HttpConnection(node.url());
              return Load.client(
                  turn ->
                      connection.post(
                          path, node.authorization(), body(question(client, turn), mode), 200),
                  connection);
            })
        .perSecond();
  }

  private double statements(String mode) throws Exception {
    return Load.of(
            CLIENTS,
            options.seconds(),
            client -> {
              BareSearch search = new BareSearch(node.connect(), model, collection, mode, K);
              return Load.client(turn -> search.find(question(client, turn)), search);
            })
        .perSecond();
  }

  private String question(int client, int turn) {
    return questions.get((client * 31 + turn) % questions.size());
  }

  private String body(String question, String mode) {
    return api.object().put("query", question).put("mode", mode).put("k", K).toString();
  }
}
