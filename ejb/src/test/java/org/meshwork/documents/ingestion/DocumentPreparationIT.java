package org.meshwork.documents.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meshwork.documents.OneModel;
import org.meshwork.documents.chunking.Chunkers;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Library;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.documents.content.TestContent;
import org.meshwork.documents.parsing.DocumentParser;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.foundation.Meters;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;
import org.meshwork.foundation.Settings;
import org.meshwork.models.EmbeddingModels;
import org.meshwork.models.ModelUnknown;
import org.meshwork.tasks.TaskId;
import org.meshwork.tasks.TaskRun;

@Timeout(120)
class DocumentPreparationIT {
  private static final TaskRun RUN = new TaskRun(new TaskId(UUID.randomUUID()), 1);

  private final Library library = new Library();
  private final Collection collection = library.create("notes");
  private final ContentStore contents = TestContent.store(library.jdbi);
  private final EmbeddingCrew crew = new EmbeddingCrew(() -> false);
  private final AtomicInteger parsed = new AtomicInteger();
  private DocumentParser parser = this::parse;
  private EmbeddingModels models = new OneModel(library.model);

  @AfterEach
  void close() {
    library.close();
  }

  @Test
  void blamesADocumentForWhatItsAuthorCanMend() {
    parser =
        (file, name) -> {
          throw new DocumentUnreadable(DocumentUnreadable.Reason.ENCRYPTED, "It is locked.");
        };

    assertThat(refusal()).isEqualTo("urn:meshwork:problem:document-encrypted");
  }

  @Test
  void blamesADocumentForWhatTheNodeStumblesOver() {
    parser =
        (file, name) -> {
          throw new StackOverflowError();
        };

    assertThat(refusal()).isEqualTo("urn:meshwork:problem:document-unprocessable");
  }

  static List<RuntimeException> notOfTheDocument() {
    return List.of(
        new CancellationException("interrupted"),
        new RejectedExecutionException("closed"),
        new Passing());
  }

  @ParameterizedTest
  @MethodSource("notOfTheDocument")
  void raisesWhatTheNextDocumentWouldMeetAsWell(RuntimeException failure) {
    parser =
        (file, name) -> {
          throw failure;
        };

    assertThatThrownBy(this::refusal).isSameAs(failure);
  }

  @Test
  void raisesThatTheNodeDoesNotHaveTheModel() {
    try (EmbeddingModels others =
        EmbeddingModels.outsideAServer(new Settings(key -> Optional.empty()))) {
      models = others;

      assertThatThrownBy(this::refusal).isInstanceOf(ModelUnknown.class);
    }
  }

  @Test
  void givesUpADocumentThatHasTakenTheServerWithItTimeAndAgain() {
    Prepared prepared = preparation().prepare(work(0, 4, bytes("One.")), collection, crew);

    assertThat(((Prepared.Refused) prepared).problem().type())
        .isEqualTo("urn:meshwork:problem:document-given-up");
    assertThat(parsed).hasValue(0);
  }

  @Test
  void processesTheSameBytesOnceThoughTwoTakeThemAtOnce() throws Exception {
    byte[] bytes = bytes("The same passage under two names.");
    DocumentPreparation preparation = preparation();
    Prepared.Made first = (Prepared.Made) preparation.prepare(work(0, 1, bytes), collection, crew);
    Future<Prepared> second =
        CompletableFuture.supplyAsync(
            () -> preparation.prepare(work(1, 1, bytes), collection, crew));

    library.write(collection, first.document());
    crew.end(0);

    assertThat(second.get()).isInstanceOf(Prepared.Known.class);
    assertThat(parsed).hasValue(1);
  }

  private String refusal() {
    Prepared prepared = preparation().prepare(work(0, 1, bytes("One.")), collection, crew);
    return ((Prepared.Refused) prepared).problem().type();
  }

  private DocumentPreparation preparation() {
    IngestionSettings settings = IngestionSettings.read(new Settings(key -> Optional.empty()), 2);
    return new DocumentPreparation(
        new AllowedDirectories(settings),
        contents,
        library.documents,
        parser,
        new Chunkers(),
        models,
        new IngestionMeters(Meters.none()),
        settings);
  }

  private IngestWork work(int n, int attempt, byte[] bytes) {
    return new IngestWork(
        RUN,
        n,
        "note-%d.txt".formatted(n),
        "upload",
        Optional.of(contents.put(new ByteArrayInputStream(bytes), 1_000).id()),
        bytes.length,
        attempt);
  }

  private ParsedDocument parse(Path file, String name) {
    parsed.incrementAndGet();
    try {
      return new ParsedDocument(
          Files.readString(file),
          "text/plain",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** What may pass by itself. */
  private static final class Passing extends Problem {
    private static final long serialVersionUID = 1L;

    Passing() {
      super(
          new ProblemType("busy", "It is busy.", 503, Remedy.RETRY_HERE), "Later.", Map.of(), null);
    }
  }
}
