package org.meshwork.documents.chunking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.documents.parsing.Block;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.foundation.InputRejected;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.FakeEmbeddingModel;
import org.meshwork.models.TestTokenizers;
import org.meshwork.models.Tokenizer;

class ChunkersTest {
  private static final Tokenizer TOKENIZER = TestTokenizers.bert();

  private static List<TextChunk> chunks(
      ParsedDocument document, Strategy strategy, int size, int overlap) {
    return new Chunkers().chunk(document, TOKENIZER, new ChunkingOptions(strategy, size, overlap));
  }

  private static List<String> texts(
      ParsedDocument document, Strategy strategy, int size, int overlap) {
    return chunks(document, strategy, size, overlap).stream().map(TextChunk::text).toList();
  }

  /** Sentences of six tokens each, the period included. */
  private static String sentences(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("Ship %d left at dawn."::formatted)
        .collect(Collectors.joining(" "));
  }

  @Test
  void keepsSectionsApartAndNamesTheirHeadings() {
    ParsedDocument document =
        new Documents()
            .paragraph(sentences(0, 3))
            .heading(1, "Lights")
            .paragraph(sentences(3, 6))
            .heading(2, "Lamps")
            .paragraph(sentences(6, 9))
            .heading(1, "Storms")
            .paragraph(sentences(9, 12))
            .build();
    List<TextChunk> chunks = chunks(document, Strategy.STRUCTURE, 24, 0);
    assertThat(chunks)
        .extracting(TextChunk::text)
        .containsExactly(
            sentences(0, 3),
            "Lights\n\n" + sentences(3, 6),
            "Lamps\n\n" + sentences(6, 9),
            "Storms\n\n" + sentences(9, 12));
    assertThat(chunks)
        .extracting(TextChunk::headingPath)
        .containsExactly(
            List.of(), List.of("Lights"), List.of("Lights", "Lamps"), List.of("Storms"));
    assertThat(chunks).extracting(TextChunk::ordinal).containsExactly(0, 1, 2, 3);
  }

  @Test
  void joinsShortSectionsUnderTheirCommonHeading() {
    ParsedDocument document =
        new Documents()
            .heading(1, "Signals")
            .heading(2, "Red")
            .paragraph("Stop.")
            .heading(2, "Green")
            .paragraph("Go.")
            .heading(2, "White")
            .paragraph(sentences(0, 9))
            .heading(1, "Tides")
            .paragraph("High.")
            .build();
    assertThat(chunks(document, Strategy.STRUCTURE, 60, 0))
        .extracting(chunk -> chunk.headingPath() + " " + chunk.text().replace("\n\n", "|"))
        .containsExactly(
            "[Signals] Signals|Red|Stop.|Green|Go.",
            "[Signals, White] White|" + sentences(0, 9),
            "[Tides] Tides|High.");
  }

  @Test
  void doesNotLeaveAHeadingWithoutItsText() {
    ParsedDocument document =
        new Documents()
            .heading(1, "Log")
            .heading(2, "Departures")
            .paragraph(sentences(0, 40))
            .build();
    List<TextChunk> chunks = chunks(document, Strategy.STRUCTURE, 50, 0);
    assertThat(chunks.get(0).text()).startsWith("Log\n\nDepartures\n\nShip 0 left");
    assertThat(chunks)
        .extracting(TextChunk::headingPath)
        .containsOnly(List.of("Log", "Departures"));
  }

  @Test
  void cutsBetweenParagraphsThenBetweenSentences() {
    ParsedDocument document =
        new Documents().paragraph(sentences(0, 4)).paragraph(sentences(4, 20)).build();
    List<String> texts = texts(document, Strategy.STRUCTURE, 40, 0);
    assertThat(texts.get(0)).isEqualTo(sentences(0, 4));
    assertThat(texts).allSatisfy(text -> assertThat(text).startsWith("Ship").endsWith("."));
  }

  @Test
  void leavesNoStub() {
    List<TextChunk> chunks = chunks(Documents.plain(sentences(0, 11)), Strategy.STRUCTURE, 60, 0);
    assertThat(chunks).hasSize(2).allSatisfy(chunk -> assertThat(chunk.tokens()).isGreaterThan(20));
  }

  @Test
  void repeatsWholeSentencesAsOverlap() {
    List<String> texts = texts(Documents.plain(sentences(0, 9)), Strategy.SENTENCES, 24, 8);
    assertThat(texts).containsExactly(sentences(0, 4), sentences(3, 7), sentences(6, 9));
  }

  @Test
  void cutsByTokensWhateverTheStructure() {
    ParsedDocument document = new Documents().heading(1, "Log").paragraph(sentences(0, 8)).build();
    List<TextChunk> chunks = chunks(document, Strategy.TOKENS, 20, 5);
    assertThat(chunks).extracting(TextChunk::tokens).containsExactly(20, 20, 19);
    assertThat(chunks.get(1).text()).startsWith("3 left at dawn.".substring(2)).contains("Ship 4");
    assertThat(chunks.get(1).start()).isLessThan(chunks.get(0).end());
  }

  @Test
  void doesNotTakeAnAbbreviationForTheEndOfASentence() {
    String text =
        "Dr. Brown met J. Smith vs. Mrs. Hale at St. Ives today. The ferry left without them all.";
    assertThat(texts(Documents.plain(text), Strategy.SENTENCES, 24, 0))
        .containsExactly(
            "Dr. Brown met J. Smith vs. Mrs. Hale at St. Ives today.",
            "The ferry left without them all.");
  }

  @Test
  void cutsCodeBetweenLines() {
    String line = "int x = read(port);\n";
    ParsedDocument document =
        new Documents().block(Block.Kind.CODE, line.repeat(12).strip()).build();
    assertThat(texts(document, Strategy.STRUCTURE, 32, 0))
        .allSatisfy(text -> assertThat(text).startsWith("int").endsWith(";"));
  }

  @Test
  void countsTokensOnTheirOwn() {
    for (TextChunk chunk : chunks(Documents.plain(sentences(0, 50)), Strategy.STRUCTURE, 32, 9)) {
      assertThat(chunk.tokens()).isEqualTo(TOKENIZER.count(chunk.text()));
    }
  }

  @Test
  void givesNothingForATextInWhichNothingIsSeen() {
    assertThat(chunks(Documents.plain(""), Strategy.STRUCTURE, 32, 0)).isEmpty();
    assertThat(chunks(Documents.plain(" \n\n\t "), Strategy.TOKENS, 32, 0)).isEmpty();
    assertThat(chunks(Documents.plain("\u200b\u200b"), Strategy.SENTENCES, 32, 0)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void cutsRealTextWithoutLosingAnything(Strategy strategy) throws IOException {
    String license = Files.readString(Path.of("..", "LICENSE"));
    ParsedDocument document = Documents.plain(license);
    List<TextChunk> chunks = chunks(document, strategy, 128, 32);
    Chunking.assertSound(document, chunks, new ChunkingOptions(strategy, 128, 32), TOKENIZER);
    assertThat(chunks).hasSizeBetween(17, 35);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "字", "가", "😀", "\u200b", "a\u0301", "a ", "a. ", ". ", "?!", "a\n", "\n\na", "(", "é",
        "..."
      })
  void cutsFiveMillionOfAnythingInLinearTime(String part) {
    String text = "Start " + part.repeat(5_000_000 / part.length()) + " end.";
    for (Strategy strategy : Strategy.values()) {
      ParsedDocument document = Documents.plain(text);
      ChunkingOptions options = new ChunkingOptions(strategy, 256, 32);
      List<TextChunk> chunks =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> new Chunkers().chunk(document, TOKENIZER, options));
      assertThat(chunks).isNotEmpty();
      for (TextChunk chunk : chunks) {
        assertThat(chunk.tokens()).isLessThanOrEqualTo(256);
        assertThat(chunk.text().length()).isLessThanOrEqualTo(256 * Words.MAX_CHARACTERS_PER_TOKEN);
      }
      assertThat(chunks.get(0).text()).startsWith("Start");
      assertThat(chunks.get(chunks.size() - 1).text()).endsWith("end.");
    }
  }

  @Test
  void refusesASizeThatTheModelWouldNotTake() {
    EmbeddingModel model = new FakeEmbeddingModel("small", 8, 64);
    new ChunkingOptions(Strategy.STRUCTURE, 62, 0).requireFits(model);
    assertThatThrownBy(() -> new ChunkingOptions(Strategy.STRUCTURE, 63, 0).requireFits(model))
        .isInstanceOf(InputRejected.class)
        .hasMessage("chunking.size is 63; small takes at most 62 tokens.");
  }

  @Test
  void refusesSizesAndOverlapsThatMakeNoSense() {
    assertThatThrownBy(() -> new ChunkingOptions(Strategy.STRUCTURE, 15, 0))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("chunking.size is 15");
    assertThatThrownBy(() -> new ChunkingOptions(Strategy.STRUCTURE, 64, 33))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("chunking.overlap is 33");
  }
}
