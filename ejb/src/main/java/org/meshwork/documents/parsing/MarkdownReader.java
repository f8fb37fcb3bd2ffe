package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.commonmark.ext.gfm.tables.TablesExtension;
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
    parser(draft.guard()).parse(body).accept(new MarkdownBlocks(draft));
  }

  /** A parser that asks the guard at every line, and wherever an inline element could begin. */
  private static Parser parser(ParseGuard guard) {
    return Parser.builder()
        .extensions(List.of(TablesExtension.create()))
        .customBlockParserFactory(
            (state, matched) -> {
              guard.check();
              return BlockStart.none();
            })
        .customInlineContentParserFactory(new InlineGuard(guard))
        .build();
  }

  private record InlineGuard(ParseGuard guard) implements InlineContentParserFactory {
    @Override
    public Set<Character> getTriggerCharacters() {
      return TRIGGERS;
    }

    @Override
    public InlineContentParser create() {
      return state -> {
        guard.check();
        return ParsedInline.none();
      };
    }
  }
}
