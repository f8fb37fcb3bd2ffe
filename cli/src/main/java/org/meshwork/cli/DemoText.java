package org.meshwork.cli;

import java.util.List;
import org.meshwork.cli.client.SearchView.Hit;

/** The demo's report in words. */
record DemoText(boolean colours) {
  String of(DemoReport report, List<DocumentFailure> failures) {
    StringBuilder text = new StringBuilder();
    report.questions().forEach(asked -> text.append(answer(asked)));
    text.append(phases(report));
    DemoReport.Documents documents = report.documents();
    text.append(
        "\n\nCollection %s: %d of %d documents, %d chunks (%d of them new)."
            .formatted(
                report.collection(),
                documents.succeeded(),
                documents.total(),
                report.chunks(),
                report.newChunks()));
    if (documents.failed() > 0) {
      text.append("\n%d failed:".formatted(documents.failed()));
      text.append(DocumentFailure.list(failures));
    }
    return text.toString();
  }

  private String answer(DemoReport.Asked asked) {
    StringBuilder text = new StringBuilder("\n? ").append(PlainText.of(asked.question()));
    List<Hit> hits = asked.view().hits();
    for (int i = 0; i < hits.size(); i++) {
      text.append("\n\n").append(new HitsText(colours).hit(i + 1, hits.get(i)));
    }
    return text.append(hits.isEmpty() ? "\n\nNothing was found.\n" : "\n").toString();
  }

  private static String phases(DemoReport report) {
    StringBuilder text = new StringBuilder("\nSeconds:");
    report
        .phases()
        .forEach(
            (name, seconds) ->
                text.append("\n  %-12s %8.1f".formatted(PlainText.of(name), seconds)));
    return text.append("\n  %-12s %8.1f".formatted("in all", report.seconds())).toString();
  }
}
