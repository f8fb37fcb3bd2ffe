package org.meshwork.documents.chunking;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.documents.parsing.Block;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.models.TestTokenizers;
import org.meshwork.models.Tokenizer;

class ChunkersPropertiesTest {
  private static final Tokenizer TOKENIZER = TestTokenizers.bert();

  private record Part(int level, Block.Kind kind, String text) {}

  @Provide
  Arbitrary<ChunkingOptions> options() {
    return Combinators.combine(
            Arbitraries.of(Strategy.class),
            Arbitraries.integers().between(ChunkingOptions.MIN_SIZE, 48),
            Arbitraries.integers().between(0, 24))
        .as(
            (strategy, size, overlap) ->
                new ChunkingOptions(strategy, size, Math.min(overlap, size / 2)));
  }

  @Provide
  Arbitrary<ParsedDocument> documents() {
    Arbitrary<String> word =
        Arbitraries.frequencyOf(
            Tuple.of(
                10,
                Arbitraries.of(
                    "The",
                    "harbour",
                    "lamp",
                    "unaffable",
                    "é",
                    "e\u0301",
                    "1887",
                    "字",
                    "가나",
                    "😀",
                    "Dr.",
                    "don't",
                    "end.",
                    "why?",
                    "(a)",
                    "\u200b",
                    "\n",
                    "\t",
                    "x\u200by")),
            Tuple.of(1, Arbitraries.of("y".repeat(90), "z".repeat(400), "ab".repeat(2_000))),
            Tuple.of(1, Arbitraries.chars().map(String::valueOf)));
    Arbitrary<String> text =
        word.list().ofMinSize(1).ofMaxSize(60).map(words -> String.join(" ", words));
    Arbitrary<Part> part =
        Arbitraries.frequencyOf(
            Tuple.of(
                4,
                Combinators.combine(
                        Arbitraries.of(Block.Kind.PARAGRAPH, Block.Kind.CODE, Block.Kind.LIST_ITEM),
                        text)
                    .as((kind, content) -> new Part(0, kind, content))),
            Tuple.of(
                2,
                Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of("Lights", "Storms and tides", "The log of 1887"))
                    .as((level, heading) -> new Part(level, Block.Kind.HEADING, heading))));
    return part.list().ofMaxSize(12).map(ChunkersPropertiesTest::document);
  }

  private static ParsedDocument document(List<Part> parts) {
    Documents documents = new Documents();
    for (Part part : parts) {
      if (part.level() > 0) {
        documents.heading(part.level(), part.text());
      } else {
        documents.block(part.kind(), part.text());
      }
    }
    return documents.build();
  }

  @Property
  void coversTheTextInOrderWithinTheSize(
      @ForAll("documents") ParsedDocument document, @ForAll("options") ChunkingOptions options) {
    List<TextChunk> chunks = new Chunkers().chunk(document, TOKENIZER, options);
    Chunking.assertSound(document, chunks, options, TOKENIZER);
  }

  @Property
  void anyTextIsChunkedSoundly(@ForAll String text, @ForAll("options") ChunkingOptions options) {
    ParsedDocument document = Documents.plain(text);
    Chunking.assertSound(
        document, new Chunkers().chunk(document, TOKENIZER, options), options, TOKENIZER);
  }
}
