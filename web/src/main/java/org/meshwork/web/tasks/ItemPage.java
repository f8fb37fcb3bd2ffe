package org.meshwork.web.tasks;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.ingestion.IngestItem;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;

@Schema(name = "TaskItemPage", requiredProperties = "items")
public record ItemPage(
    List<ItemBody> items,
    @Schema(description = "The `cursor` of the next part; absent at the end.")
        Optional<String> next) {
  static ItemPage of(Page<IngestItem> page) {
    return new ItemPage(
        page.items().stream().map(ItemBody::of).toList(), page.next().map(Cursor::encode));
  }
}
