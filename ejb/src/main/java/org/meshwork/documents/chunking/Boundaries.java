package org.meshwork.documents.chunking;

import java.util.BitSet;
import java.util.Locale;
import org.meshwork.documents.parsing.Block;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.documents.parsing.ParsedDocument;

/** Before which words a text may well be cut: where a block or a sentence begins. */
final class Boundaries {
  private final Words words;
  private final BitSet blocks = new BitSet();
  private final BitSet sentences = new BitSet();

  private Boundaries(Words words) {
    this.words = words;
  }

  static Boundaries of(ParsedDocument document, Words words) {
    Boundaries boundaries = new Boundaries(words);
    boundaries.addBlocks(document);
    boundaries.addEmptyLines();
    boundaries.addLinesOfCode(document);
    boundaries.addSentences(
        Sentences.of(document.language().map(Locale::forLanguageTag).orElse(Locale.ROOT)));
    boundaries.keepHeadingsWithTheirText(document);
    return boundaries;
  }

  private void addBlocks(ParsedDocument document) {
    for (Block block : document.blocks()) {
      blocks.set(words.at(block.start()));
    }
    for (Heading heading : document.headings()) {
      blocks.set(words.at(heading.start()));
    }
  }

  private void addEmptyLines() {
    for (int word = 1; word < words.count(); word++) {
      if (linesBefore(word) > 1) {
        blocks.set(word);
      }
    }
  }

  private void addLinesOfCode(ParsedDocument document) {
    for (Block block : document.blocks()) {
      if (block.kind() == Block.Kind.CODE) {
        int end = words.at(block.end());
        for (int word = words.at(block.start()) + 1; word < end; word++) {
          if (linesBefore(word) > 0) {
            sentences.set(word);
          }
        }
      }
    }
  }

  private int linesBefore(int word) {
    int lines = 0;
    for (int i = words.end(word - 1); i < words.start(word); i++) {
      if (words.text().charAt(i) == '\n') {
        lines++;
      }
    }
    return lines;
  }

  private void addSentences(Sentences detector) {
    int from = 0;
    while (from < words.count()) {
      int next = blocks.nextSetBit(from + 1);
      int to = next < 0 ? words.count() : Math.min(next, words.count());
      sentences.set(from);
      detector.forEachStart(
          words.text(), words.start(from), words.end(to - 1), at -> sentences.set(words.at(at)));
      from = to;
    }
  }

  /** What follows a heading is no new block: a passage should not end with a heading. */
  private void keepHeadingsWithTheirText(ParsedDocument document) {
    BitSet headings = new BitSet();
    document.headings().forEach(heading -> headings.set(words.at(heading.start())));
    for (Heading heading : document.headings()) {
      int word = words.at(heading.start() + Math.max(1, heading.text().length()));
      blocks.set(word, blocks.get(word) && headings.get(word));
    }
  }

  boolean isBlock(int word) {
    return blocks.get(word);
  }

  boolean isSentence(int word) {
    return sentences.get(word);
  }
}
