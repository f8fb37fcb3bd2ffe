package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.meshwork.documents.chunking.Chunker;
import org.meshwork.documents.chunking.TextChunk;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.collections.Documents;
import org.meshwork.documents.collections.KnownDocument;
import org.meshwork.documents.collections.NewDocument;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.documents.parsing.DocumentParser;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.foundation.Problem;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.EmbeddingModels;

/**
 * Makes of a document's bytes everything that is to be written: text, passages, vectors. Slow, and
 * therefore outside any transaction; no connection is held meanwhile.
 *
 * <p>A document that fails, fails alone: what its author can mend, and what the node stumbles over,
 * becomes the document's problem. What the next document would meet as well, such as a model or a
 * disk that fails, is raised, and interrupts the run; {@link Blame} tells the two apart.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class DocumentPreparation {
  /** A document that takes the server with it that often is given up. */
  static final int MAX_ATTEMPTS = 3;

  private final AllowedDirectories directories;
  private final ContentStore contents;
  private final Documents documents;
  private final DocumentParser parser;
  private final Chunker chunker;
  private final EmbeddingModels models;
  private final IngestionMeters meters;
  private final IngestionSettings settings;

  @Inject
  DocumentPreparation(
      AllowedDirectories directories,
      ContentStore contents,
      Documents documents,
      DocumentParser parser,
      Chunker chunker,
      EmbeddingModels models,
      IngestionMeters meters,
      IngestionSettings settings) {
    this.directories = directories;
    this.contents = contents;
    this.documents = documents;
    this.parser = parser;
    this.chunker = chunker;
    this.models = models;
    this.meters = meters;
    this.settings = settings;
  }

  /** For the container's proxy. */
  DocumentPreparation() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * @param crew the caller's run; the caller holds the document
   */
  public Prepared prepare(IngestWork work, Collection collection, EmbeddingCrew crew) {
    if (work.attempt() > MAX_ATTEMPTS) {
      return refused(work, work.content(), DocumentUnprocessable.givenUp(MAX_ATTEMPTS));
    }
    try (LocalCopy copy = meters.time(IngestionMeters.Stage.READ, () -> copy(work))) {
      return prepare(work, collection, copy, crew);
    } catch (RuntimeException e) {
      return blamed(work, work.content(), e);
    }
  }

  private LocalCopy copy(IngestWork work) {
    return LocalCopy.of(open(work), settings.maxDocumentBytes());
  }

  private InputStream open(IngestWork work) {
    return work.content()
        .map(contents::open)
        .orElseGet(() -> directories.open(Path.of(work.source())));
  }

  private Prepared prepare(
      IngestWork work, Collection collection, LocalCopy copy, EmbeddingCrew crew) {
    try {
      if (!crew.begin(work.n(), copy.content())) {
        return new Prepared.PutBack(work);
      }
      if (documents.processed(collection.id(), copy.content())) {
        return new Prepared.Known(work, collection, known(work, copy));
      }
      return made(work, collection, copy, crew);
    } catch (RuntimeException | StackOverflowError e) {
      return blamed(work, Optional.of(copy.content()), e);
    }
  }

  private Prepared made(
      IngestWork work, Collection collection, LocalCopy copy, EmbeddingCrew crew) {
    EmbeddingModel model = models.require(collection.model());
    ParsedDocument parsed =
        meters.time(IngestionMeters.Stage.PARSE, () -> parser.parse(copy.file(), work.name()));
    List<TextChunk> chunks =
        meters.time(
            IngestionMeters.Stage.CHUNK,
            () -> chunker.chunk(parsed, model.tokenizer(), collection.chunking()));
    if (chunks.isEmpty()) {
      throw new DocumentUnreadable(
          DocumentUnreadable.Reason.NO_TEXT, "The document holds no text to search.");
    }
    Optional<List<float[]>> embeddings =
        crew.embed(
            chunks.stream().map(TextChunk::text).toList(),
            model.callers(),
            text -> meters.time(IngestionMeters.Stage.EMBED, () -> model.embedPassage(text)));
    if (embeddings.isEmpty()) {
      return new Prepared.PutBack(work);
    }
    keepBytes(work, copy);
    return new Prepared.Made(
        work,
        collection,
        new NewDocument(
            new DocumentName(work.name()),
            work.source(),
            copy.content(),
            copy.length(),
            parsed,
            chunks,
            embeddings.get()));
  }

  /** Last, so that the bytes of documents that nothing could be made of are not kept. */
  private void keepBytes(IngestWork work, LocalCopy copy) {
    if (work.content().isPresent()) {
      return;
    }
    try (InputStream bytes = Files.newInputStream(copy.file())) {
      contents.put(bytes, settings.maxDocumentBytes());
    } catch (UncheckedIOException e) {
      throw new StorageFailed(e.getCause());
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  private static KnownDocument known(IngestWork work, LocalCopy copy) {
    return new KnownDocument(
        new DocumentName(work.name()), work.source(), copy.content(), copy.length());
  }

  /** Raises what is not the document's fault. */
  private static Prepared blamed(IngestWork work, Optional<ContentId> content, Throwable failure) {
    if (failure instanceof RuntimeException e && !Blame.isOnTheDocument(e)) {
      throw e;
    }
    if (failure instanceof Problem problem) {
      return refused(work, content, problem);
    }
    IngestionLog.LOG.unprocessable(work.name(), work.run().task().toString(), failure);
    return refused(work, content, DocumentUnprocessable.because(failure));
  }

  private static Prepared refused(IngestWork work, Optional<ContentId> content, Problem problem) {
    return new Prepared.Refused(work, content, problem.toRecord());
  }

  /** Embeds passages of other documents of the run until none is left, or the run is to stop. */
  public void help(EmbeddingCrew crew) {
    crew.help();
  }
}
