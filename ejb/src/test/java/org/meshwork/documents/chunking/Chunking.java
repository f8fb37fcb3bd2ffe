package org.meshwork.documents.chunking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.models.Tokenizer;

/** What holds for every chunking of every text. */
final class Chunking {
  private Chunking() {}

  static void assertSound(
      ParsedDocument document,
      List<TextChunk> chunks,
      ChunkingOptions options,
      Tokenizer tokenizer) {
    int covered = 0;
    int start = -1;
    for (int i = 0; i < chunks.size(); i++) {
      TextChunk chunk = chunks.get(i);
      assertThat(chunk.ordinal()).isEqualTo(i);
      assertThat(chunk.text())
          .isEqualTo(document.text().substring(chunk.start(), chunk.end()))
          .isNotBlank();
      assertThat(chunk.tokens())
          .isEqualTo(tokenizer.count(chunk.text()))
          .isBetween(1, options.size());
      assertThat(chunk.start()).isGreaterThan(start);
      assertThat(chunk.end()).isGreaterThan(covered);
      assertUnseen(document, Math.min(covered, chunk.start()), chunk.start(), tokenizer);
      if (options.overlap() == 0) {
        assertThat(chunk.start()).isGreaterThanOrEqualTo(covered);
      } else if (chunk.start() < covered) {
        assertThat(tokenizer.count(document.text().substring(chunk.start(), covered)))
            .isLessThanOrEqualTo(options.overlap());
      }
      start = chunk.start();
      covered = chunk.end();
    }
    assertUnseen(document, covered, document.text().length(), tokenizer);
  }

  private static void assertUnseen(ParsedDocument document, int from, int to, Tokenizer tokenizer) {
    String left = document.text().substring(from, to);
    assertThat(tokenizer.count(left)).as("left out: <%s>", left).isZero();
  }
}
