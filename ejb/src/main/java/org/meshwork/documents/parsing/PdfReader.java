package org.meshwork.documents.parsing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
  /** The letters "obj"; after a "d" they end an object. */
  private static final int OBJ = 0x6F_62_6A;

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
        countObjects();
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

    /** A file whose table is broken is searched for objects; each one found is kept. */
    private void countObjects() throws IOException {
      Count objects = new Count("objects", HeapLimits.HERE.objects(), guard);
      try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        int last = 0;
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
          last = last << 8 | next;
          if ((last & 0xFFFFFF) == OBJ && last >>> 24 != 'd') {
            objects.add(1);
          }
        }
      }
    }
  }
}
