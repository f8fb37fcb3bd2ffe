package org.meshwork.web.documents;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.eclipse.microprofile.config.Config;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.documents.content.ContentTooLarge;
import org.meshwork.documents.content.StoredContent;
import org.meshwork.documents.ingestion.IngestionSettings;
import org.meshwork.documents.ingestion.UploadedFile;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Settings;
import org.meshwork.web.http.LimitedStream;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

/**
 * Puts the files of an upload into the content store while they arrive. Where the upload breaks
 * off, no task refers to what has been stored, and the store's upkeep removes it.
 */
@ApplicationScoped
public class Uploads {
  private static final String PART = "file";

  @Inject private ContentStore contents;
  @Inject private IngestionSettings ingestion;
  @Inject private Config config;
  private UploadSettings settings;
  private Semaphore turns;

  /** A wrong setting fails the deployment, not the first upload. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
    set(UploadSettings.from(Settings.of(config), Runtime.getRuntime().availableProcessors()));
  }

  void set(UploadSettings given) {
    settings = given;
    turns = new Semaphore(given.maxUploads());
  }

  /**
   * @param contentType with the boundary, as the client has sent it
   * @param length as the client has announced it, -1 if it has not
   */
  List<UploadedFile> receive(String contentType, long length, InputStream body) {
    if (length > settings.maxRequestBytes()) {
      throw tooLarge();
    }
    if (!turns.tryAcquire()) {
      throw tooManyAtOnce();
    }
    try {
      return receive(contentType, body);
    } finally {
      turns.release();
    }
  }

  private List<UploadedFile> receive(String contentType, InputStream body) {
    LimitedStream limited = new LimitedStream(body, settings.maxRequestBytes(), this::tooLarge);
    try {
      FileItemInputIterator parts =
          new MultipartFiles().getItemIterator(MultipartFiles.request(contentType, limited));
      return receive(parts);
    } catch (FileUploadException e) {
      throw malformed("The body is no complete multipart/form-data.");
    } catch (IOException e) {
      throw malformed("The upload broke off; nothing was handed in.");
    }
  }

  private List<UploadedFile> receive(FileItemInputIterator parts) throws IOException {
    List<UploadedFile> files = new ArrayList<>();
    while (parts.hasNext()) {
      if (files.size() == settings.maxFiles()) {
        throw tooMany();
      }
      files.add(receive(parts.next()));
    }
    if (files.isEmpty()) {
      throw new InputRejected(PART, "Send at least one part \"file\" with a filename.");
    }
    return files;
  }

  private UploadedFile receive(FileItemInput part) throws IOException {
    if (!PART.equals(part.getFieldName())) {
      throw new InputRejected(PART, "Every part must be called \"file\".");
    }
    DocumentName name = FileName.of(name(part));
    try {
      StoredContent stored = store(new PartStream(part.getInputStream()));
      return UploadedFile.stored(name, stored.id(), stored.length());
    } catch (ContentTooLarge e) {
      return UploadedFile.refused(name, e);
    }
  }

  private StoredContent store(PartStream part) throws IOException {
    try {
      return contents.put(part, ingestion.maxDocumentBytes());
    } catch (UncheckedIOException e) {
      if (part.isBrokenOff()) {
        throw e.getCause();
      }
      throw e;
    }
  }

  private static String name(FileItemInput part) {
    try {
      return part.getName();
    } catch (InvalidPathException e) {
      throw new InputRejected(
          PART,
          "A file's name holds no control characters. If this one holds none, ask the administrator to start the server in a UTF-8 locale.");
    }
  }

  private RequestRefused tooLarge() {
    return new RequestRefused(
        WebProblems.TOO_LARGE,
        "The upload has more than %d bytes. Send fewer files at once, or ask the administrator to raise meshwork.ingestion.max-request-size."
            .formatted(settings.maxRequestBytes()),
        Map.of("maxBytes", settings.maxRequestBytes()));
  }

  private RequestRefused tooMany() {
    return new RequestRefused(
        WebProblems.TOO_LARGE,
        "The upload has more than %d files. Send fewer at once.".formatted(settings.maxFiles()),
        Map.of("maxFiles", settings.maxFiles()));
  }

  private RequestRefused tooManyAtOnce() {
    return new RequestRefused(
        WebProblems.TOO_MANY_UPLOADS,
        "The node takes %d uploads at once (meshwork.ingestion.max-uploads). Try again when one has ended."
            .formatted(settings.maxUploads()),
        Map.of("maxUploads", settings.maxUploads()));
  }

  private static RequestRefused malformed(String detail) {
    return new RequestRefused(WebProblems.MALFORMED, detail);
  }
}
