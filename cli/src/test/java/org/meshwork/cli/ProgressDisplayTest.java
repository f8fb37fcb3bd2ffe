package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.meshwork.cli.ProgressDisplay.Unit;

class ProgressDisplayTest {
  @Test
  void printsALineAtEveryTenth() {
    StringWriter out = new StringWriter();
    try (ProgressDisplay lines =
        new LineDisplay("Ingesting", Unit.DOCUMENTS, new PrintWriter(out))) {
      for (int done = 0; done <= 1_000; done++) {
        lines.at(done, 1_000, done + " chunks");
      }
    }

    assertThat(out.toString().lines())
        .hasSize(11)
        .contains("Ingesting: 500 of 1000 documents (500 chunks)");
  }

  @Test
  void drawsABarWithTheRemark() {
    ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    try (ProgressDisplay bar =
        new BarDisplay("Ingesting", Unit.DOCUMENTS, 100, new PrintStream(drawn, true))) {
      bar.at(30, 40, "90 chunks, 1 failed");
    }

    assertThat(drawn.toString(StandardCharsets.UTF_8))
        .contains("Ingesting", "75%", "30/40 documents", "90 chunks, 1 failed");
  }
}
