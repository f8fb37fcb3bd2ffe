package org.meshwork.documents.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.documents.content.ContentId;

class ItemBatchesTest {
  @Test
  void numbersItemsAcrossBatches() {
    List<String> batches = new ArrayList<>();
    ItemBatches items =
        new ItemBatches(10_000, (first, batch) -> batches.add(first + "+" + batch.size()));
    for (int i = 0; i < 2_500; i++) {
      items.accept(new NewItem("n" + i, "upload", Optional.empty(), 1, Optional.empty()));
    }
    items.flush();

    assertThat(batches).containsExactly("0+1000", "1000+1000", "2000+500");
    assertThat(items.count()).isEqualTo(new ItemCount(2_500, 0));
  }

  @Test
  void takesTheLastOfFilesWithTheSameName() {
    ContentId older = new ContentId("a".repeat(64));
    ContentId newer = new ContentId("b".repeat(64));
    List<NewItem> items =
        ItemBatches.lastOfEachName(
            List.of(
                UploadedFile.stored(new DocumentName("page.txt"), older, 1),
                UploadedFile.stored(new DocumentName("other.txt"), older, 1),
                UploadedFile.stored(new DocumentName("page.txt"), newer, 2)));

    assertThat(items).extracting(NewItem::name).containsExactly("page.txt", "other.txt");
    assertThat(items.get(0).content()).contains(newer);
  }
}
