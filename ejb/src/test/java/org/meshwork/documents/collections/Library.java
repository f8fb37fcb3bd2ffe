package org.meshwork.documents.collections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.meshwork.documents.BagOfWordsModel;
import org.meshwork.documents.OneModel;
import org.meshwork.documents.TestTransactions;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.TextChunk;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.content.ContentStore;
import org.meshwork.documents.content.TestContent;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.foundation.Settings;
import org.meshwork.foundation.TestDatabase;
import org.meshwork.models.EmbeddingModel;
import org.meshwork.models.ModelId;

/** The facades of this feature over a database of their own, as the server would put them. */
public final class Library implements AutoCloseable {
  public static final int DIMENSION = 64;

  private final TestDatabase database = TestDatabase.migrated();
  public final TestTransactions transactions = new TestTransactions(database.dataSource());
  public final Jdbi jdbi = transactions.jdbi();
  public final EmbeddingModel model = new BagOfWordsModel("bag-of-words", DIMENSION);
  public final CollectionSettings settings =
      CollectionSettings.from(new Settings(key -> Optional.empty()));
  public final Collections collections =
      new Collections(jdbi, Clock.systemUTC(), new OneModel(model), settings);
  public final ContentStore contents = TestContent.store(jdbi);
  public final Documents documents = new Documents(jdbi, contents, new Extracts());
  public final DocumentWriter writer = new DocumentWriter(jdbi, Clock.systemUTC(), new Extracts());

  public Collection create(String name) {
    return create(name, Precision.FULL);
  }

  public Collection create(String name, Precision precision) {
    NewCollection wanted =
        new NewCollection(
            new CollectionName(name),
            "",
            Optional.<ModelId>empty(),
            Optional.of(precision),
            Optional.<ChunkingOptions>empty(),
            "anna");
    return transactions.call(() -> collections.create(wanted));
  }

  /** As if the bytes had been put a day ago. */
  public void keep(ContentId content) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into content (sha256, length, created_at, last_put_at) values (?, 1, now(), now() - interval '1 day')",
                content.bytes()));
  }

  public WriteOutcome write(Collection collection, NewDocument document) {
    return transactions.call(() -> writer.write(collection, document));
  }

  /** An English document of one passage a paragraph. */
  public NewDocument document(String name, String... passages) {
    return document(name, text(passages).language("en"));
  }

  public NewDocument document(String name, Text text) {
    ParsedDocument parsed = text.parsed();
    List<TextChunk> chunks = text.chunks();
    return new NewDocument(
        new DocumentName(name),
        "upload",
        sha256(parsed.text() + parsed.language() + parsed.author() + parsed.mediaType()),
        parsed.text().getBytes(UTF_8).length,
        parsed,
        chunks,
        chunks.stream().map(chunk -> model.embedPassage(chunk.text())).toList());
  }

  public static Text text(String... passages) {
    return new Text(List.of(passages));
  }

  public long count(String sql, Object... parameters) {
    return jdbi.withHandle(handle -> handle.select(sql, parameters).mapTo(long.class).one());
  }

  private static ContentId sha256(String text) {
    try {
      return ContentId.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }

  /** What a document says, and of itself. */
  public static final class Text {
    private final List<String> passages;
    private Optional<String> title = Optional.empty();
    private Optional<String> author = Optional.empty();
    private Optional<String> language = Optional.empty();
    private Optional<Instant> created = Optional.empty();
    private String mediaType = "text/plain";

    private Text(List<String> passages) {
      this.passages = passages;
    }

    public Text title(String title) {
      this.title = Optional.of(title);
      return this;
    }

    public Text author(String author) {
      this.author = Optional.of(author);
      return this;
    }

    public Text language(String language) {
      this.language = Optional.of(language);
      return this;
    }

    public Text created(String created) {
      this.created = Optional.of(Instant.parse(created));
      return this;
    }

    public Text mediaType(String mediaType) {
      this.mediaType = mediaType;
      return this;
    }

    private ParsedDocument parsed() {
      return new ParsedDocument(
          String.join("\n\n", passages),
          mediaType,
          title,
          author,
          language,
          created,
          Optional.empty(),
          List.of(new Heading(1, "Top", 0)),
          List.of());
    }

    private List<TextChunk> chunks() {
      List<TextChunk> chunks = new ArrayList<>();
      int at = 0;
      for (String passage : passages) {
        chunks.add(
            new TextChunk(chunks.size(), at, at + passage.length(), List.of("Top"), passage, 10));
        at += passage.length() + 2;
      }
      return chunks;
    }
  }
}
