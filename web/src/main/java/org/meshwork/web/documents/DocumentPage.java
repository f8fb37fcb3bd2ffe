package org.meshwork.web.documents;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.Document;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;

@Schema(requiredProperties = "items")
public record DocumentPage(
    List<DocumentBody> items,
    @Schema(description = "The `cursor` of the next part; absent at the end.")
        Optional<String> next) {
  static DocumentPage of(Page<Document> page) {
    return new DocumentPage(
        page.items().stream().map(DocumentBody::of).toList(), page.next().map(Cursor::encode));
  }
}
