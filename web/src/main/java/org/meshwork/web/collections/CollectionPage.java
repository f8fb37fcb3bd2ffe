package org.meshwork.web.collections;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.Collection;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;

@Schema(requiredProperties = "items")
public record CollectionPage(
    List<CollectionBody> items,
    @Schema(description = "The `cursor` of the next part; absent at the end.")
        Optional<String> next) {
  static CollectionPage of(Page<Collection> page) {
    return new CollectionPage(
        page.items().stream().map(CollectionBody::of).toList(), page.next().map(Cursor::encode));
  }
}
