package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.parsing.DocumentUnreadable;

class LocalCopyTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @Test
  void hashesWhatItCopiesAndLeavesNothingBehind() throws IOException {
    Path file;
    try (LocalCopy copy = LocalCopy.of(new ByteArrayInputStream(ABC), 3)) {
      file = copy.file();
      // FIPS 180-2, appendix B.1.
      assertThat(copy.content().sha256())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
      assertThat(copy.length()).isEqualTo(3);
      assertThat(file).hasBinaryContent(ABC);
    }
    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void blamesTheFileForBytesThatCannotBeRead() {
    InputStream torn =
        new SequenceInputStream(
            new ByteArrayInputStream(ABC),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("torn");
              }
            });

    assertThatThrownBy(() -> LocalCopy.of(torn, 10))
        .isInstanceOf(FileUnreadable.class)
        .hasMessageContaining("torn");
  }

  @Test
  void refusesMoreBytesThanAllowed() {
    assertThatThrownBy(() -> LocalCopy.of(new ByteArrayInputStream(ABC), 2))
        .isInstanceOf(DocumentUnreadable.class)
        .hasMessageContaining("meshwork.ingestion.max-document-size");
  }
}
