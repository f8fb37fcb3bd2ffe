package org.meshwork.documents.ingestion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedDirectoriesTest {
  @TempDir private Path folder;
  private Path allowed;
  private Path secret;
  private AllowedDirectories directories;

  @BeforeEach
  void prepare() throws IOException {
    folder = folder.toRealPath();
    allowed = Files.createDirectories(folder.resolve("allowed"));
    Files.createDirectories(allowed.resolve("inside"));
    secret =
        Files.writeString(
            Files.createDirectories(folder.resolve("private")).resolve("key"), "secret");
    directories = new AllowedDirectories(new IngestionSettings(List.of(allowed), 1_000, 10, 2));
  }

  @Test
  void acceptsAnAllowedDirectoryAndThoseBelow() {
    assertThat(directories.require(allowed.toString())).isEqualTo(allowed);
    assertThat(directories.require(allowed.resolve("inside").toString())).startsWith(allowed);
    assertThat(directories.require(allowed + "/inside/../inside/.")).endsWith(Path.of("inside"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../private", "/inside/../../private", "/missing", "-sibling"})
  void refusesWhatIsNotBelow(String suffix) throws IOException {
    Files.createDirectories(folder.resolve("allowed-sibling"));

    assertThatThrownBy(() -> directories.require(allowed + suffix))
        .isInstanceOf(DirectoryRefused.class)
        .hasMessageContaining("meshwork.ingestion.directories");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inside", "", "allowed\u0000/inside", "/"})
  void refusesWhatIsNoAbsolutePathOfAnAllowedDirectory(String path) {
    assertThatThrownBy(() -> directories.require(path)).isInstanceOf(DirectoryRefused.class);
  }

  @Test
  void refusesALinkThatLeadsOut() throws IOException {
    Path link = Files.createSymbolicLink(allowed.resolve("out"), secret.getParent());

    assertThatThrownBy(() -> directories.require(link.toString()))
        .isInstanceOf(DirectoryRefused.class);
    assertThat(directories.follow(link.resolve("key"))).isEmpty();
    assertThatThrownBy(() -> directories.open(link.resolve("key")))
        .isInstanceOf(FileUnreadable.class);
  }

  @Test
  void readsAFileAndALinkThatStaysInside() throws IOException {
    Path file = Files.writeString(allowed.resolve("inside/page.txt"), "text");
    Path link = Files.createSymbolicLink(allowed.resolve("link.txt"), file);

    assertThat(read(file)).isEqualTo("text");
    assertThat(read(link)).isEqualTo("text");
  }

  @Test
  void refusesAFileThatBecameALinkOutAfterItWasListed() throws IOException {
    Path file = Files.writeString(allowed.resolve("page.txt"), "text");
    assertThat(directories.follow(file)).contains(file);
    Files.delete(file);
    Files.createSymbolicLink(file, secret);

    assertThatThrownBy(() -> directories.open(file)).isInstanceOf(FileUnreadable.class);
  }

  @Test
  void refusesAFileThatBecomesALinkOutBetweenJudgementAndOpening() throws IOException {
    Path file = Files.writeString(allowed.resolve("page.txt"), "text");
    Path judged = directories.follow(file).orElseThrow();
    Files.delete(file);
    Files.createSymbolicLink(file, secret);

    assertThatThrownBy(() -> directories.openReal(judged)).isInstanceOf(FileUnreadable.class);
  }

  @Test
  void refusesAFileWhoseFolderBecomesALinkOutBetweenJudgementAndOpening() throws IOException {
    Path file = Files.writeString(allowed.resolve("inside/key"), "text");
    Path judged = directories.follow(file).orElseThrow();
    Files.move(file.getParent(), allowed.resolve("aside"));
    Files.createSymbolicLink(file.getParent(), secret.getParent());

    assertThatThrownBy(() -> directories.openReal(judged)).isInstanceOf(FileUnreadable.class);
  }

  @Test
  void refusesADirectoryAndAFileThatHasGone() {
    assertThatThrownBy(() -> directories.open(allowed.resolve("inside")))
        .isInstanceOf(FileUnreadable.class);
    assertThatThrownBy(() -> directories.open(allowed.resolve("gone.txt")))
        .isInstanceOf(FileUnreadable.class);
  }

  @Test
  void allowsNothingWithoutASetting() {
    AllowedDirectories none =
        new AllowedDirectories(new IngestionSettings(List.of(), 1_000, 10, 2));

    assertThatThrownBy(() -> none.require(allowed.toString())).isInstanceOf(DirectoryRefused.class);
  }

  private String read(Path file) throws IOException {
    try (InputStream in = directories.open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
