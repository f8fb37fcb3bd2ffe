package org.meshwork.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.Json;
import org.meshwork.cli.client.Trouble;

/** Where results and messages go: one JSON document on standard output, or text for people. */
record Output(PrintWriter out, PrintWriter err, boolean json, boolean colours) {

  /** A result: the JSON document, or else what {@code text} makes of it. */
  void result(Object document, String text) {
    out.println(json ? Json.pretty(document) : text);
    out.flush();
  }

  void result(Answer answer, String text) {
    result(answer.json(), text);
  }

  /** A remark that is not the result. */
  void note(String text) {
    err.println(text);
    err.flush();
  }

  void failure(Failure failure) {
    Trouble trouble = failure.trouble();
    note("meshctl: " + PlainText.of(trouble.heading()));
    trouble.detail().ifPresent(detail -> note("  " + PlainText.of(detail)));
    trouble.advice().ifPresent(advice -> note("  " + PlainText.of(advice)));
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("problem", Json.tree(trouble));
      document.put("exitCode", failure.exitCode().code());
      out.println(Json.pretty(document));
      out.flush();
    }
  }
}
