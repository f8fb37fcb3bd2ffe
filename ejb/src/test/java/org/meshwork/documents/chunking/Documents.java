package org.meshwork.documents.chunking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.parsing.Block;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.documents.parsing.ParsedDocument;

/** Makes documents for tests, block by block. */
final class Documents {
  private final StringBuilder text = new StringBuilder();
  private final List<Heading> headings = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();

  static ParsedDocument plain(String text) {
    return document(text, List.of(), List.of());
  }

  private static ParsedDocument document(String text, List<Heading> headings, List<Block> blocks) {
    return new ParsedDocument(
        text,
        "text/plain",
        Optional.empty(),
        Optional.empty(),
        Optional.of("en"),
        Optional.empty(),
        Optional.empty(),
        headings,
        blocks);
  }

  Documents heading(int level, String heading) {
    headings.add(new Heading(level, heading, text.length()));
    return block(Block.Kind.HEADING, heading);
  }

  Documents paragraph(String paragraph) {
    return block(Block.Kind.PARAGRAPH, paragraph);
  }

  Documents block(Block.Kind kind, String content) {
    blocks.add(new Block(kind, text.length(), text.length() + content.length()));
    text.append(content).append("\n\n");
    return this;
  }

  ParsedDocument build() {
    return document(text.toString(), headings, blocks);
  }
}
