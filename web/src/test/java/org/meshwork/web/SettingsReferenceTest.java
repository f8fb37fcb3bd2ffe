package org.meshwork.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings reference names every key that the code reads, and no other. */
class SettingsReferenceTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Pattern KEY = Pattern.compile("\"(meshwork\\.[a-z.-]*[a-z])\"");
  private static final Pattern REMOTE_KEY =
      Pattern.compile("(?:PREFIX \\+ |required\\(settings, |prefix\\(settings, )\"([a-z-]+)\"");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(meshwork\\.[a-z.-]+)` \\|", Pattern.MULTILINE);

  @Test
  void namesEveryKeyAndNoOther() throws IOException {
    Set<String> documented = found(ROW, Files.readString(CHECKOUT.resolve("docs/settings.md")));

    assertThat(documented).isEqualTo(keysInTheCode());
  }

  private static Set<String> keysInTheCode() {
    Set<String> keys = new TreeSet<>();
    for (String module : new String[] {"ejb", "batch", "web"}) {
      Path sources = CHECKOUT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.getFileName().toString().endsWith("Settings.java"))
            .forEach(file -> keys.addAll(keysIn(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return keys;
  }

  private static Set<String> keysIn(Path file) {
    try {
      String source = Files.readString(file);
      Set<String> keys = found(KEY, source);
      if (file.endsWith("RemoteModelSettings.java")) {
        found(REMOTE_KEY, source).forEach(name -> keys.add("meshwork.embedding.remote." + name));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
