package org.meshwork.documents.parsing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.xml.sax.SAXException;

/** HTML of any quality. */
final class HtmlReader implements FormatReader {
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    try (InputStream bytes = Files.newInputStream(file)) {
      read(bytes, TextDecoding.HTML, draft);
    }
  }

  /** A piece of HTML out of a text, such as a message. */
  static void read(String html, Draft draft) throws IOException, TikaException, SAXException {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    read(new ByteArrayInputStream(bytes), (stream, metadata) -> StandardCharsets.UTF_8, draft);
  }

  private static void read(InputStream bytes, EncodingDetector encoding, Draft draft)
      throws IOException, TikaException, SAXException {
    Metadata metadata = new Metadata();
    InputStream guarded =
        new BufferedInputStream(new MeasuredHtml(bytes, draft.guard()), BUFFER_BYTES);
    new JSoupParser(encoding).parse(guarded, new StructureHandler(draft), metadata, context());
    draft.metadata(metadata);
    draft.author(metadata.get("author"));
    draft.declaredLanguage(metadata.get(Metadata.CONTENT_LANGUAGE));
  }

  static ParseContext context() {
    ParseContext context = new ParseContext();
    context.set(HtmlMapper.class, new AllElements());
    return context;
  }

  /** Passes on every element; the structure handler knows which ones matter. */
  private static final class AllElements implements HtmlMapper {
    @Override
    public String mapSafeElement(String name) {
      return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isDiscardElement(String name) {
      return StructureHandler.HIDDEN.contains(name.toLowerCase(Locale.ROOT))
          && !name.equalsIgnoreCase("head");
    }

    @Override
    public String mapSafeAttribute(String elementName, String attributeName) {
      return null;
    }
  }
}
