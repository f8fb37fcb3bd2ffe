package org.meshwork.documents.parsing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** EPUB: the chapters in the order of the spine, each read as HTML, for many are not XML. */
final class EpubReader implements FormatReader {
  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    ZipInspection.check(file, draft.guard());
    Metadata metadata = new Metadata();
    ParseContext context = HtmlReader.context();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    EpubParser parser = new EpubParser();
    parser.setContentParser(new Chapter(draft.guard()));
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      parser.parse(stream, new StructureHandler(draft), metadata, context);
    }
    draft.metadata(metadata);
  }

  /** Finding out the charset of a chapter means going back to its beginning. */
  private static final class Chapter extends JSoupParser {
    private static final long serialVersionUID = 1L;

    private final transient ParseGuard guard;

    Chapter(ParseGuard guard) {
      super(TextDecoding.HTML);
      this.guard = guard;
    }

    @Override
    public void parse(
        InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
        throws IOException, SAXException, TikaException {
      super.parse(
          new BufferedInputStream(new MeasuredHtml(stream, guard)),
          handler,
          new Metadata(),
          context);
    }
  }
}
