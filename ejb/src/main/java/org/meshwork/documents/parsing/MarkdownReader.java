package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.internal.InlineParserImpl;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.block.BlockStart;
import org.xml.sax.SAXException;

/** CommonMark with the tables of GitHub; the markup goes, the structure stays. */
final class MarkdownReader implements FormatReader {
  /** Where an inline element could begin; each may cost a look through the whole paragraph. */
  private static final Set<Character> TRIGGERS = Set.of('<', '[', '!', '`', '*', '_', '&', '\\');

  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    String markdown;
    try (InputStream bytes = Files.newInputStream(file)) {
      markdown = TextDecoding.decode(bytes, draft.guard());
    }
    String body = FrontMatter.read(markdown, draft);
    Count nodes = new Count("pieces of Markdown", HeapLimits.HERE.nodes(), draft.guard());
    nodes.add(body.chars().filter(c -> c == '\n' || c == '\r').count());
    parser(nodes).parse(body).accept(new MarkdownBlocks(draft));
  }

  /**
   * A parser that counts what could become a node: each line (by the caller), each place where a
   * block or an inline element could begin, and each text. The cells of a table are more than those
   * that are written: a row that lacks some gets them.
   */
  private static Parser parser(Count nodes) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .customBlockParserFactory(
            (state, matched) -> {
              nodes.add(1);
              return BlockStart.none();
            })
        .customInlineContentParserFactory(new InlineCount(nodes))
        .inlineParserFactory(context -> counted(new InlineParserImpl(context), nodes))
        .build();
  }

  private static InlineParser counted(InlineParser parser, Count nodes) {
    return (lines, block) -> {
      nodes.add(1);
      parser.parse(lines, block);
    };
  }

  private record InlineCount(Count nodes) implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return TRIGGERS;
    }

    @Override
    public InlineContentParser create() {
      return state -> {
        nodes.add(1);
        return ParsedInline.none();
      };
    }
  }
}
