package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.JsonText;

class IngestionInputTest {
  private static final CollectionName PAGES = new CollectionName("pages");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"collection\":\"pages\"}",
        "{\"directory\":\"/srv\"}",
        "{\"collection\":7,\"directory\":\"/srv\"}",
        "{\"collection\":\"pages\",\"directory\":\" \"}",
        "{\"collection\":\"No Name\",\"directory\":\"/srv\"}",
        "{\"collection\":\"pages\",\"directory\":\"/srv\",\"uploads\":{}}",
        "{\"collection\":\"pages\",\"directory\":\"/srv\",\"recursive\":true}"
      })
  void refusesWhatACallerMayNotWrite(String input) {
    assertThatThrownBy(() -> IngestionInput.ofCaller(JsonText.parse(input)))
        .isInstanceOf(InputRejected.class);
  }

  @Test
  void readsItsOwnInputs() {
    assertThat(IngestionInput.ofRow(IngestionInput.directory(PAGES, "/srv")).directory())
        .contains("/srv");
    assertThat(IngestionInput.ofRow(uploads("a", "page.txt")).directory()).isEmpty();
  }

  @Test
  void tellsUploadsApartByNameAndBytes() {
    JsonObject uploads = uploads("a", "page.txt");

    assertThat(uploads("a", "page.txt")).isEqualTo(uploads);
    assertThat(uploads("b", "page.txt")).isNotEqualTo(uploads);
    assertThat(uploads("a", "other.txt")).isNotEqualTo(uploads);
  }

  private static JsonObject uploads(String digit, String name) {
    return IngestionInput.uploads(
        PAGES,
        List.of(UploadedFile.stored(new DocumentName(name), new ContentId(digit.repeat(64)), 5)));
  }
}
