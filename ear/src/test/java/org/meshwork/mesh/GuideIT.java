package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The listings of docs/plugins.md are what these tests deploy and call. */
class GuideIT {
  private static final Path EXAMPLE = Path.of("..", "examples", "plugin");
  private static final Path APPLICATION = Path.of("src/test/java/org/meshwork/mesh/application");
  private static final Pattern LISTING =
      Pattern.compile("^```(java|xml)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void showsTheExampleWhole() throws IOException {
    Path source = EXAMPLE.resolve("src/main/java/org/meshwork/examples/Words.java");
    assertThat(listings("java")).contains(Files.readString(source));
    assertThat(listings("xml")).containsExactly(Files.readString(EXAMPLE.resolve("pom.xml")));
    assertThat(Files.readAllLines(source)).filteredOn(line -> !line.isEmpty()).hasSize(20);
  }

  @Test
  void showsNothingElse() throws IOException {
    List<String> sources =
        Stream.of("WordCounter", "Ledger", "News").map(GuideIT::applicationClass).toList();
    assertThat(listings("java").stream().skip(1))
        .hasSize(sources.size())
        .allMatch(listing -> sources.stream().anyMatch(source -> source.contains(listing)));
  }

  private static String applicationClass(String name) {
    try {
      return Files.readString(APPLICATION.resolve(name + ".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> listings(String language) throws IOException {
    return LISTING
        .matcher(Files.readString(Path.of("..", "docs", "plugins.md")))
        .results()
        .filter(listing -> listing.group(1).equals(language))
        .map(listing -> listing.group(2))
        .toList();
  }
}
