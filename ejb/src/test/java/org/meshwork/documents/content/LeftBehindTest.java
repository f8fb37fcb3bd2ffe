package org.meshwork.documents.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void removesOnlyItsOwnOldFiles() throws IOException {
    Path upload = file("meshwork-content123.part", Duration.ofDays(2));
    Path document = file("meshwork-document123.part", Duration.ofDays(2));
    Path young = file("meshwork-document456.part", Duration.ofHours(1));
    Path another = file("other-document123.part", Duration.ofDays(2));
    Path otherEnding = file("meshwork-content123.txt", Duration.ofDays(2));

    assertThat(LeftBehind.remove(directory, NOW.minus(Duration.ofDays(1)))).isEqualTo(2);

    assertThat(upload).doesNotExist();
    assertThat(document).doesNotExist();
    assertThat(young).exists();
    assertThat(another).exists();
    assertThat(otherEnding).exists();
  }

  private Path file(String name, Duration age) throws IOException {
    Path file = Files.createFile(directory.resolve(name));
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }
}
