package org.meshwork.documents.ingestion;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.foundation.ProblemRecord;

class DirectoryListingTest {
  @TempDir private Path folder;
  private Path allowed;
  private AllowedDirectories directories;

  @BeforeEach
  void prepare() throws IOException {
    folder = folder.toRealPath();
    allowed = Files.createDirectories(folder.resolve("allowed/a/b"));
    allowed = folder.resolve("allowed");
    directories = new AllowedDirectories(new IngestionSettings(List.of(allowed), 1_000, 10, 2));
  }

  @Test
  void namesFilesByTheirPathBelowTheDirectory() throws IOException {
    Files.writeString(allowed.resolve("top.txt"), "1");
    Files.writeString(allowed.resolve("a/b/deep page.md"), "12345");

    List<NewItem> items = list();

    assertThat(items)
        .extracting(NewItem::name)
        .containsExactlyInAnyOrder("top.txt", "a/b/deep page.md");
    assertThat(items).allSatisfy(item -> assertThat(item.problem()).isEmpty());
    assertThat(items).extracting(NewItem::length).containsExactlyInAnyOrder(1L, 5L);
  }

  @Test
  void tellsWhyItDoesNotReadSomething() throws IOException {
    Files.writeString(allowed.resolve(".hidden"), "x");
    Files.createDirectories(allowed.resolve(".git"));
    Files.writeString(allowed.resolve(".git/config"), "x");
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Files.createSymbolicLink(allowed.resolve("out"), secret);
    Files.createSymbolicLink(allowed.resolve("loop"), allowed);
    Files.createSymbolicLink(allowed.resolve("dangling"), folder.resolve("nowhere"));
    Files.writeString(allowed.resolve("bad\nname.txt"), "x");

    Map<String, String> problems =
        list().stream()
            .collect(
                toMap(NewItem::name, item -> item.problem().map(ProblemRecord::type).orElse("")));

    assertThat(problems)
        .containsOnly(
            Map.entry(".hidden", "urn:meshwork:problem:file-hidden"),
            Map.entry(".git", "urn:meshwork:problem:file-hidden"),
            Map.entry("out", "urn:meshwork:problem:file-link-leads-out"),
            Map.entry("loop", "urn:meshwork:problem:file-not-regular"),
            Map.entry("dangling", "urn:meshwork:problem:file-link-leads-out"),
            Map.entry("bad?name.txt", "urn:meshwork:problem:file-badly-named"));
  }

  @Test
  void goesOnWithoutAFolderThatVanishes() throws IOException {
    List<NewItem> items = new ArrayList<>();
    DirectoryListing listing = new DirectoryListing(allowed, directories, items::add);

    assertThat(listing.postVisitDirectory(allowed.resolve("a"), new IOException("gone")))
        .isEqualTo(FileVisitResult.CONTINUE);
    assertThat(items.get(0).name()).isEqualTo("a");
    assertThat(items.get(0).problem().orElseThrow().type())
        .isEqualTo("urn:meshwork:problem:file-unreadable");
  }

  @Test
  void failsWhenTheDirectoryItselfVanishes() {
    assertThatThrownBy(
            () -> DirectoryListing.list(allowed.resolve("gone"), directories, item -> {}))
        .isInstanceOf(FileUnreadable.class);
  }

  /** As every name beyond ASCII is to a server with the locale POSIX. */
  @Test
  void refusesANameThatTheLocaleCantTell() throws Exception {
    new ProcessBuilder("sh", "-c", "echo x > \"$(printf 'caf\\351.txt')\"")
        .directory(allowed.toFile())
        .start()
        .waitFor();

    assertThat(list())
        .singleElement()
        .satisfies(
            item ->
                assertThat(item.problem().orElseThrow().type())
                    .isEqualTo("urn:meshwork:problem:file-badly-named"));
  }

  @Test
  void stopsAtTheLimit() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.writeString(allowed.resolve(i + ".txt"), "x");
    }
    ItemBatches batches = new ItemBatches(3, (first, batch) -> {});

    assertThatThrownBy(() -> DirectoryListing.list(allowed, directories, batches))
        .isInstanceOf(TooManyDocuments.class);
  }

  private List<NewItem> list() {
    List<NewItem> items = new ArrayList<>();
    DirectoryListing.list(allowed, directories, items::add);
    return items;
  }
}
