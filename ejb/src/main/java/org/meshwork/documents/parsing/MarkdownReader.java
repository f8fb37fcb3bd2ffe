package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.xml.sax.SAXException;

/** CommonMark with the tables of GitHub; the markup goes, the structure stays. */
final class MarkdownReader implements FormatReader {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    String markdown;
    try (InputStream bytes = Files.newInputStream(file)) {
      markdown = TextDecoding.decode(bytes, draft.guard());
    }
    String body = FrontMatter.read(markdown, draft);
    PARSER.parse(body).accept(new MarkdownBlocks(draft));
  }
}
