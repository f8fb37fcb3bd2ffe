package org.meshwork.web.documents;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.DocumentText;

@Schema(
    name = "DocumentText",
    requiredProperties = {"from", "to", "characters", "text"})
public record TextBody(
    @Schema(description = "First UTF-16 unit.") int from,
    @Schema(description = "One past the last; less than asked for where text or limit ends.")
        int to,
    @Schema(description = "Of the whole text.") int characters,
    String text) {
  static TextBody of(DocumentText it) {
    return new TextBody(it.from(), it.to(), it.characters(), it.text());
  }
}
