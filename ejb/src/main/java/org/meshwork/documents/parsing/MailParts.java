package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.field.DateTimeField;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.tika.exception.TikaException;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;
import org.xml.sax.SAXException;

/**
 * Collects the texts of a message as its parts come by. Where the sender offers the same text in
 * several forms (multipart/alternative), the plain one is taken.
 */
final class MailParts extends AbstractContentHandler {
  private static final int MAX_PARTS = 1_000;

  private enum Form {
    HEADING,
    PLAIN,
    HTML
  }

  /** A text of the message; {@code alternative} is the number of its group, or 0. */
  private record Part(Form form, int alternative, String text) {}

  private final Draft draft;
  private final List<Part> parts = new ArrayList<>();
  private final Deque<Integer> alternatives = new ArrayDeque<>();
  private int messages;
  private int groups;
  private int headers;
  private long characters;
  private boolean headerOfMessage;

  MailParts(Draft draft) {
    this.draft = draft;
    alternatives.push(0);
  }

  @Override
  public void startMessage() {
    int most = draft.guard().settings().maxEmbeddedDepth();
    headerOfMessage = true;
    if (messages++ > most) {
      throw draft
          .guard()
          .met(Reason.BOMB, "Messages are attached to messages deeper than %d.".formatted(most));
    }
  }

  @Override
  public void endMessage() {
    messages--;
  }

  @Override
  public void startHeader() {
    draft.guard().check();
    if (++headers > MAX_PARTS) {
      throw draft
          .guard()
          .met(Reason.BOMB, "The message has more than %,d parts.".formatted(MAX_PARTS));
    }
  }

  @Override
  public void endHeader() {
    headerOfMessage = false;
  }

  @Override
  public void field(Field field) {
    if (!headerOfMessage) {
      return;
    }
    switch (field.getName().toLowerCase(Locale.ROOT)) {
      case "subject" -> {
        String subject = decoded(field);
        draft.title(subject);
        heading(subject);
      }
      case "from" -> draft.author(decoded(field));
      case "date" -> date(field);
      default -> {}
    }
  }

  @Override
  public void startMultipart(BodyDescriptor descriptor) {
    boolean choice = "multipart/alternative".equals(descriptor.getMimeType());
    alternatives.push(choice ? ++groups : alternatives.peek());
  }

  @Override
  public void endMultipart() {
    alternatives.pop();
  }

  @Override
  public void body(BodyDescriptor descriptor, InputStream bytes) throws IOException {
    draft.guard().check();
    boolean html = "text/html".equals(descriptor.getMimeType());
    if (!html && !"text".equals(descriptor.getMediaType())) {
      return;
    }
    if (descriptor instanceof MaximalBodyDescriptor) {
      String file = ((MaximalBodyDescriptor) descriptor).getContentDispositionFilename();
      if (file != null) {
        heading(file);
      }
    }
    parts.add(
        new Part(
            html ? Form.HTML : Form.PLAIN,
            alternatives.peek(),
            text(bytes, charset(descriptor.getCharset()))));
  }

  /** What was collected goes into the draft. */
  void addText() throws IOException, TikaException, SAXException {
    boolean first = true;
    for (Part part : parts) {
      draft.guard().check();
      switch (part.form()) {
        case HEADING -> {
          draft.text().heading(first ? 1 : 2, part.text());
          first = false;
        }
        case PLAIN -> PlainTextReader.add(part.text(), draft);
        case HTML -> {
          if (!hasPlainForm(part)) {
            HtmlReader.read(part.text(), draft);
          }
        }
      }
    }
  }

  private void heading(String text) {
    characters += text.length();
    draft.guard().checkCharacters(characters);
    parts.add(new Part(Form.HEADING, 0, text));
  }

  private boolean hasPlainForm(Part html) {
    return html.alternative() > 0
        && parts.stream()
            .anyMatch(
                part ->
                    part.form() == Form.PLAIN
                        && part.alternative() == html.alternative()
                        && !part.text().isBlank());
  }

  private String text(InputStream bytes, Charset charset) throws IOException {
    StringBuilder text = new StringBuilder();
    Reader reader = new InputStreamReader(bytes, charset);
    char[] buffer = new char[1 << 12];
    for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
      text.append(buffer, 0, n);
      characters += n;
      draft.guard().checkCharacters(characters);
    }
    return text.toString();
  }

  private void date(Field field) {
    if (messages > 1) {
      return;
    }
    Date date =
        LenientFieldParser.getParser().parse(field, DecodeMonitor.SILENT)
                instanceof DateTimeField time
            ? time.getDate()
            : null;
    draft.created(date == null ? null : date.toInstant());
  }

  private static String decoded(Field field) {
    return DecoderUtil.decodeEncodedWords(field.getBody(), DecodeMonitor.SILENT);
  }

  private static Charset charset(String name) {
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
