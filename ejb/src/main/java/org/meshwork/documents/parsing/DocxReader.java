package org.meshwork.documents.parsing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.xml.sax.SAXException;

/** DOCX, read as a stream of events: no tree of the document is built. */
final class DocxReader implements FormatReader {
  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    ZipInspection.check(file, draft.guard());
    Metadata metadata = new Metadata();
    ParseContext context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    context.set(OfficeParserConfig.class, config());
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      new OOXMLParser().parse(stream, new DocxStructure(draft), metadata, context);
    }
    draft.metadata(metadata);
  }

  private static OfficeParserConfig config() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setIncludeHeadersAndFooters(false);
    config.setIncludeDeletedContent(false);
    config.setIncludeMoveFromContent(false);
    config.setExtractMacros(false);
    return config;
  }
}
