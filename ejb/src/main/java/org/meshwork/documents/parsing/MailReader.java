package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** A message: its subject, its text, and what is attached to it as text. */
final class MailReader implements FormatReader {
  private static final MimeConfig LIMITS =
      new MimeConfig.Builder()
          .setMaxHeaderCount(1_000)
          .setMaxHeaderLen(100_000)
          .setMaxLineLen(1_000_000)
          .setMaxContentLen(-1)
          .build();

  @Override
  public void read(Path file, Draft draft) throws IOException, TikaException, SAXException {
    MailParts parts = new MailParts(draft);
    MimeStreamParser parser =
        new MimeStreamParser(LIMITS, DecodeMonitor.SILENT, new DefaultBodyDescriptorBuilder());
    parser.setContentDecoding(true);
    parser.setContentHandler(parts);
    try (InputStream bytes = Files.newInputStream(file)) {
      parser.parse(new GuardedInputStream(bytes, draft.guard()));
    } catch (MimeException e) {
      throw new IOException("The message can't be read: " + e.getMessage(), e);
    }
    parts.addText();
  }
}
