package org.meshwork.documents.parsing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.xml.sax.SAXException;

/** OpenDocument text. */
final class OdtReader implements FormatReader {
  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    ZipInspection.check(file, draft.guard());
    Metadata metadata = new Metadata();
    ParseContext context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      new OpenDocumentParser().parse(stream, new StructureHandler(draft), metadata, context);
    }
    draft.metadata(metadata);
  }
}
