package org.meshwork.documents.collections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.meshwork.documents.collections.WriteOutcome.Kind;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

class DocumentWriterIT {
  private static Library library;
  private Collection collection;

  @BeforeAll
  static void open() {
    library = new Library();
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @BeforeEach
  void create(TestInfo test) {
    collection =
        library.create(
            test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void keepsWhatTheDocumentSaysOfItself() {
    NewDocument document =
        library.document(
            "dir/a.txt",
            Library.text("one", "two")
                .title("Title")
                .author("Ada")
                .language("en")
                .created("2020-01-02T03:04:05Z"));

    WriteOutcome outcome = library.write(collection, document);

    Document kept = library.documents.require(collection.id(), outcome.id());
    assertThat(outcome.kind()).isEqualTo(Kind.ADDED);
    assertThat(outcome.chunks()).isEqualTo(2);
    assertThat(kept.title()).contains("Title");
    assertThat(kept.author()).contains("Ada");
    assertThat(kept.created()).isEqualTo(document.parsed().created());
    assertThat(kept.content()).isEqualTo(document.content());
    assertThat(kept.characters()).isEqualTo("one\n\ntwo".length());
    assertThat(kept.headings()).containsExactly(new Heading(1, "Top", 0));
    assertThat(library.documents.find(collection.id(), document.name())).contains(kept);
    assertThat(library.collections.require(collection.name()).languages())
        .containsExactly("english");
  }

  @Test
  void replacesThePassagesOfAChangedDocument() {
    WriteOutcome first = library.write(collection, library.document("a", "old one", "old two"));

    WriteOutcome second = library.write(collection, library.document("a", "new"));

    assertThat(second).isEqualTo(new WriteOutcome(first.id(), Kind.REPLACED, 1));
    assertThat(passages()).containsExactly("new");
    assertThat(extracts()).isEqualTo(1);
  }

  @Test
  void keepsTheOldVersionWhenTheReplacementFails() {
    library.write(collection, library.document("a", "old one", "old two"));

    assertThatThrownBy(
            () ->
                library.transactions.run(
                    () -> {
                      library.writer.write(collection, library.document("a", "new"));
                      throw new IllegalStateException("the server dies");
                    }))
        .hasMessage("the server dies");

    assertThat(passages()).containsExactly("old one", "old two");
  }

  @Test
  void showsOthersTheOldVersionUntilTheNewOneIsCommitted() {
    library.write(collection, library.document("a", "old"));
    List<String> seenByOthers = new ArrayList<>();

    library.transactions.run(
        () -> {
          library.writer.write(collection, library.document("a", "new"));
          ExecutorService other = Executors.newSingleThreadExecutor();
          try {
            seenByOthers.addAll(other.submit(this::passages).get());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          } finally {
            other.shutdownNow();
          }
        });

    assertThat(seenByOthers).containsExactly("old");
    assertThat(passages()).containsExactly("new");
  }

  @Test
  void doesNothingForTheSameBytesUnderTheSameName() {
    WriteOutcome first = library.write(collection, library.document("a", "same"));

    assertThat(library.write(collection, library.document("a", "same")))
        .isEqualTo(new WriteOutcome(first.id(), Kind.UNCHANGED, 1));
    assertThat(passages()).containsExactly("same");
  }

  @Test
  void processesTheSameBytesUnderTwoNamesOnce() {
    library.write(collection, library.document("a", "same", "bytes"));

    WriteOutcome second = library.write(collection, library.document("b", "same", "bytes"));

    assertThat(second.kind()).isEqualTo(Kind.LINKED);
    assertThat(second.chunks()).isEqualTo(2);
    assertThat(passages()).hasSize(2);
  }

  @Test
  void linksOnlyBytesThatTheCollectionHasProcessed() {
    NewDocument document = library.document("a", "same", "bytes");
    KnownDocument again = known("b", document);

    library.keep(document.content());
    assertThat(link(again)).isEmpty();
    library.write(collection, document);
    assertThat(link(again)).hasValueSatisfying(it -> assertThat(it.kind()).isEqualTo(Kind.LINKED));
    assertThat(passages()).hasSize(2);
  }

  @Test
  void linksNoBytesThatAreNotKept() {
    NewDocument document = library.document("a", "gone");
    library.write(collection, document);

    assertThat(link(known("b", document))).isEmpty();
    assertThat(library.documents.processed(collection.id(), document.content())).isFalse();
  }

  /** Its last other name has gone a moment ago, and the upkeep runs. */
  @Test
  void keepsTheBytesOfADocumentThatIsBeingLinked() {
    NewDocument document = library.document("a", "about to go");
    library.write(collection, document);
    library.keep(document.content());
    library.jdbi.useHandle(handle -> handle.execute("delete from document"));

    library.transactions.run(
        () -> {
          library.writer.link(collection, known("b", document));
          assertThat(removedByAnother()).isZero();
        });

    assertThat(library.contents.open(document.content())).isNotNull();
    assertThat(removedByAnother()).isZero();
  }

  @Test
  void keepsPassagesUntilTheLastOfTheirNamesIsDeleted() {
    WriteOutcome a = library.write(collection, library.document("a", "shared"));
    WriteOutcome b = library.write(collection, library.document("b", "shared"));

    delete(a.id());
    assertThat(passages()).containsExactly("shared");

    delete(b.id());
    assertThat(passages()).isEmpty();
    assertThat(extracts()).isZero();
    assertThatThrownBy(() -> delete(b.id())).isInstanceOf(DocumentUnknown.class);
  }

  @Test
  void writesTheSameNameAndBytesFromManyCallersOnce() throws Exception {
    List<Callable<WriteOutcome>> writes = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      NewDocument document = library.document("name" + i % 2, "version " + i % 3);
      writes.add(() -> library.write(collection, document));
    }
    ExecutorService callers = Executors.newFixedThreadPool(6);
    try {
      for (Future<WriteOutcome> each : callers.invokeAll(writes)) {
        assertThat(each.get().chunks()).isEqualTo(1);
      }
    } finally {
      callers.shutdownNow();
    }
    library.transactions.run(library.documents::removeUnused);
    assertThat(library.collections.stats(collection).documents()).isEqualTo(2);
    assertThat(extracts())
        .isEqualTo(
            library.count(
                "select count(distinct extract_id) from document where collection_id = ?",
                collection.id().value()));
    assertThat(passages()).hasSize((int) extracts());
  }

  @Test
  void refusesVectorsOfAnotherDimension() {
    NewDocument document = library.document("a", "text");
    NewDocument short_ =
        new NewDocument(
            document.name(),
            "upload",
            document.content(),
            document.length(),
            document.parsed(),
            document.chunks(),
            List.of(new float[] {1, 0}));

    assertThatThrownBy(() -> library.write(collection, short_))
        .isInstanceOf(VectorMismatch.class)
        .hasMessageContaining("64 dimensions; these have 2");
  }

  @Test
  void stemsByTheDocumentsLanguage() {
    library.write(
        collection, library.document("en", Library.text("running houses").language("en")));
    library.write(
        collection, library.document("de", Library.text("Häuser laufend").language("de")));
    library.write(collection, library.document("xx", Library.text("running free").language("xx")));

    assertThat(library.collections.require(collection.name()).languages())
        .containsExactlyInAnyOrder("english", "german", "simple");
    assertThat(lexemes("running houses")).contains("run", "hous");
    assertThat(lexemes("Häuser laufend")).contains("haus", "laufend");
    assertThat(lexemes("running free")).contains("running", "free");
  }

  @Test
  void listsByPrefixInPages() {
    List.of("b/1", "a%", "a/2", "a/1", "a_")
        .forEach(name -> library.write(collection, library.document(name, name)));

    Page<Document> first =
        library.documents.list(collection.id(), "a", new PageRequest(Optional.empty(), 3));
    Page<Document> second =
        library.documents.list(collection.id(), "a", new PageRequest(first.next(), 3));

    assertThat(first.items())
        .extracting(it -> it.name().value())
        .containsExactly("a%", "a/1", "a/2");
    assertThat(second.items()).extracting(it -> it.name().value()).containsExactly("a_");
    assertThat(library.documents.list(collection.id(), "a%", PageRequest.first()).items())
        .hasSize(1);
    assertThat(library.documents.list(collection.id(), "", PageRequest.first()).items()).hasSize(5);
  }

  @Test
  void addressesTextAsJavaDoes() {
    DocumentId plain = library.write(collection, library.document("plain", "0123456789")).id();
    DocumentId astral = library.write(collection, library.document("astral", "0𝄞3456789")).id();

    assertThat(text(plain, 2, 5)).isEqualTo(new DocumentText(2, 5, 10, "234"));
    assertThat(text(plain, 8, 50)).isEqualTo(new DocumentText(8, 10, 10, "89"));
    assertThat(text(plain, 20, Integer.MAX_VALUE)).isEqualTo(new DocumentText(10, 10, 10, ""));
    assertThat(text(astral, 3, 5)).isEqualTo(new DocumentText(3, 5, 10, "34"));
    assertThat(text(astral, 2, 4)).isEqualTo(new DocumentText(1, 4, 10, "𝄞3".substring(0, 3)));
    assertThatThrownBy(() -> text(plain, -1, 5)).isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> text(plain, 5, 4)).isInstanceOf(InputRejected.class);
  }

  @Test
  void takesHostileNamesAndTextsAsTheyAre() {
    String hostile = "'); drop table chunk; -- \"\\ %_ \uD83D\uDE00 ; ؛ <b>";
    DocumentId id = library.write(collection, library.document(hostile, hostile)).id();

    assertThat(library.documents.require(collection.id(), id).name().value()).isEqualTo(hostile);
    assertThat(passages()).containsExactly(hostile);
    assertThatThrownBy(() -> new DocumentName("x".repeat(10_000)))
        .isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> new DocumentName("ü".repeat(1_500))).isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> new DocumentName("a\u0000b")).isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> new DocumentName("a\uD800")).isInstanceOf(InputRejected.class);
    String longest = "ü".repeat(DocumentName.MAX_BYTES / 2);
    assertThat(longest.getBytes(UTF_8)).hasSize(DocumentName.MAX_BYTES);
    assertThat(library.write(collection, library.document(longest, "long")).kind())
        .isEqualTo(Kind.ADDED);
  }

  @Test
  void mendsTextThatTheDatabaseCanNotKeep() {
    library.write(collection, library.document("a", "nul \u0000 half \uD800 end"));

    assertThat(passages()).containsExactly("nul   half \uFFFD end");
  }

  @Test
  void putsMoreChunksThanABatchTakes() {
    String[] many = new String[450];
    for (int i = 0; i < many.length; i++) {
      many[i] = "passage " + i;
    }

    assertThat(library.write(collection, library.document("many", many)).chunks()).isEqualTo(450);
    assertThat(passages()).containsExactly(many);
  }

  private static int removedByAnother() {
    return CompletableFuture.supplyAsync(
            () ->
                library.transactions.call(
                    () -> library.contents.removeUnreferenced(Duration.ofHours(1))))
        .join();
  }

  private static KnownDocument known(String name, NewDocument document) {
    return new KnownDocument(
        new DocumentName(name), "upload", document.content(), document.length());
  }

  private Optional<WriteOutcome> link(KnownDocument document) {
    return library.transactions.call(() -> library.writer.link(collection, document));
  }

  private void delete(DocumentId id) {
    library.transactions.run(() -> library.documents.delete(collection.id(), id));
  }

  private DocumentText text(DocumentId id, int from, int to) {
    return library.documents.text(collection.id(), id, from, to);
  }

  private List<String> passages() {
    return library.jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select text from %s order by extract_id, ordinal"
                        .formatted(Partition.of(collection).table()))
                .mapTo(String.class)
                .list());
  }

  private List<String> lexemes(String text) {
    return library.jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select unnest(tsvector_to_array(search)) from %s where text = ?"
                        .formatted(Partition.of(collection).table()),
                    text)
                .mapTo(String.class)
                .list());
  }

  private long extracts() {
    return library.count(
        "select count(*) from extract where collection_id = ?", collection.id().value());
  }
}
