package org.meshwork.documents.parsing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;
import org.xml.sax.SAXException;

/**
 * Reads documents with the parsers of Apache Tika and of its libraries, composed by hand (ADR
 * 0007). Each document is read on a thread of its own, so that the caller gets its answer in time
 * even where a library does not ask the guard.
 */
final class TikaDocumentParser implements DocumentParser {
  /** What a reader that has met its deadline may take to come back. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** How the messages of the JDK begin when XML goes beyond a limit, such as that of entities. */
  private static final String XML_LIMIT = "JAXP000100";

  private final ExecutorService threads;
  private final ParsingSettings settings;
  private final FormatDetection formats = new FormatDetection();
  private final LanguageDetection languages = new LanguageDetection();
  private final Map<DocumentFormat, FormatReader> readers = new EnumMap<>(DocumentFormat.class);

  TikaDocumentParser(ExecutorService threads, ParsingSettings settings) {
    this.threads = threads;
    this.settings = settings;
    readers.put(DocumentFormat.PLAIN_TEXT, new PlainTextReader());
    readers.put(DocumentFormat.MARKDOWN, new MarkdownReader());
    readers.put(DocumentFormat.HTML, new HtmlReader());
    readers.put(DocumentFormat.CSV, new CsvReader());
    readers.put(DocumentFormat.JSON, new JsonReader());
    readers.put(DocumentFormat.MAIL, new MailReader());
    readers.put(DocumentFormat.PDF, new PdfReader());
    readers.put(DocumentFormat.DOCX, new DocxReader());
    readers.put(DocumentFormat.ODT, new OdtReader());
    readers.put(DocumentFormat.EPUB, new EpubReader());
  }

  @Override
  public ParsedDocument parse(Path file, String name) {
    CompletableFuture<ParseGuard> begun = new CompletableFuture<>();
    Future<ParsedDocument> reading = threads.submit(() -> read(file, name, begun));
    try {
      ParseGuard guard = begun(begun, name);
      return ended(reading, guard, name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("Reading %s was interrupted.".formatted(name)).initCause(e);
    } finally {
      reading.cancel(true);
    }
  }

  /** The document's time begins with its reading, not while it waits for a thread. */
  private ParsedDocument read(Path file, String name, CompletableFuture<ParseGuard> begun) {
    ParseGuard guard = new ParseGuard(settings);
    begun.complete(guard);
    return read(file, name, guard);
  }

  private ParseGuard begun(Future<ParseGuard> begun, String name) throws InterruptedException {
    try {
      return begun.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new RejectedExecutionException(
          "%s waited %d seconds, and none of the threads that read documents became free. Look for MESH00520 in the server's log: documents named there hold them until the server is restarted."
              .formatted(name, settings.patience().toSeconds()),
          e);
    }
  }

  private static ParsedDocument ended(Future<ParsedDocument> reading, ParseGuard guard, String name)
      throws InterruptedException {
    try {
      return reading.get(guard.left().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      ParsingLog.LOG.readingGoesOn(name);
      throw guard.tooSlow();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException) {
      return (RuntimeException) cause;
    }
    return new IllegalStateException(cause);
  }

  private ParsedDocument read(Path file, String name, ParseGuard guard) {
    Draft draft = new Draft(guard);
    try {
      DocumentFormat format = formats.detect(file, name);
      readers.get(format).read(file, draft);
      guard.check();
      ParsedDocument document = draft.finish(format, languages);
      if (document.blocks().isEmpty()) {
        throw new DocumentUnreadable(Reason.NO_TEXT, "No text was found in the document.");
      }
      return document;
    } catch (DocumentUnreadable e) {
      throw e;
    } catch (EncryptedDocumentException e) {
      guard.check();
      throw unreadable(Reason.ENCRYPTED, "The document is protected by a password.", e);
    } catch (StackOverflowError e) {
      throw unreadable(Reason.BOMB, "Its parts nest too deeply.", e);
    } catch (OutOfMemoryError e) {
      throw unreadable(Reason.BOMB, "It needs more memory than there is.", e);
    } catch (IOException | TikaException | SAXException | RuntimeException e) {
      guard.check();
      String detail = innermost(e);
      boolean bomb = detail.startsWith(XML_LIMIT);
      throw unreadable(
          bomb ? Reason.BOMB : Reason.CORRUPT, "The document can't be read: " + detail, e);
    }
  }

  private static DocumentUnreadable unreadable(Reason reason, String detail, Throwable cause) {
    return new DocumentUnreadable(reason, detail, cause);
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < 20 && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? cause.getClass().getSimpleName()
        : CleanText.oneLine(message.substring(0, Math.min(300, message.length())));
  }
}
