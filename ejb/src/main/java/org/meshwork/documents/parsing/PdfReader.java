package org.meshwork.documents.parsing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.xml.sax.SAXException;

/** PDF: the text in reading order, paragraphs as PDFBox sees them, headings from the outline. */
final class PdfReader implements FormatReader {
  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    Metadata metadata = new Metadata();
    ParseContext context = new ParseContext();
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    PdfStructure structure = new PdfStructure(draft);
    try (TikaInputStream stream = TikaInputStream.get(file)) {
      new Guarded(file, draft.guard(), config()).parse(stream, structure, metadata, context);
    }
    draft.metadata(metadata);
    structure.finish();
  }

  private static PDFParserConfig config() {
    PDFParserConfig config = new PDFParserConfig();
    config.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    config.setExtractInlineImages(false);
    config.setExtractUniqueInlineImagesOnly(true);
    config.setExtractAnnotationText(false);
    config.setExtractActions(false);
    config.setExtractBookmarksText(true);
    config.setExtractIncrementalUpdateInfo(false);
    config.setCatchIntermediateIOExceptions(true);
    return config;
  }

  /** Tika's parser over bytes that are guarded. */
  private static final class Guarded extends PDFParser {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final transient ParseGuard guard;

    Guarded(Path file, ParseGuard guard, PDFParserConfig config) {
      this.file = file;
      this.guard = guard;
      setPDFParserConfig(config);
    }

    @Override
    protected PDDocument getPDDocument(
        Path ignored,
        String password,
        StreamCacheCreateFunction tikasCache,
        Metadata metadata,
        ParseContext context)
        throws IOException {
      GuardedRandomAccess bytes =
          new GuardedRandomAccess(new RandomAccessReadBufferedFile(file), guard);
      try {
        PDDocument document =
            new BoundedPdfParser(bytes, password, IOUtils.createTempFileOnlyStreamCache(), guard)
                .parse();
        PdfPages.check(document, guard);
        return document;
      } catch (IOException | RuntimeException | Error e) {
        bytes.close();
        throw e;
      }
    }
  }
}
