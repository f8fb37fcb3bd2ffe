package org.meshwork.web.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.collections.Document;
import org.meshwork.documents.parsing.Heading;

@Schema(
    name = "Document",
    requiredProperties = {
      "id",
      "name",
      "sha256",
      "length",
      "source",
      "ingestedAt",
      "mediaType",
      "characters",
      "chunks",
      "headings"
    })
public record DocumentBody(
    @Schema(format = "uuid", description = "Stays the same when the document is replaced.")
        String id,
    @Schema(description = "A file's name, or its path.", examples = "people/pay.md") String name,
    @Schema(description = "Of its bytes, in hexadecimal.", pattern = "[0-9a-f]{64}") String sha256,
    @Schema(description = "In bytes.") long length,
    @Schema(description = "`upload`, or the directory it was read from.") String source,
    Instant ingestedAt,
    @Schema(description = "As detected from the bytes.", examples = "text/html") String mediaType,
    Optional<String> title,
    Optional<String> author,
    @Schema(description = "ISO 639-1, where it could be told.", examples = "en")
        Optional<String> language,
    @Schema(description = "By the document's own word.") Optional<Instant> created,
    @Schema(description = "By the document's own word.") Optional<Instant> modified,
    @Schema(description = "Of its text, in UTF-16 units.") int characters,
    @Schema(description = "Passages it was cut into.") int chunks,
    @Schema(description = "Only where one document is asked for; empty in lists.")
        List<HeadingBody> headings) {

  @Schema(
      name = "Heading",
      requiredProperties = {"level", "text", "start"})
  public record HeadingBody(
      @Schema(description = "1 is the highest.") int level,
      String text,
      @Schema(description = "First UTF-16 unit in the document's text.") int start) {
    static HeadingBody of(Heading it) {
      return new HeadingBody(it.level(), it.text(), it.start());
    }
  }

  static DocumentBody of(Document it) {
    return new DocumentBody(
        it.id().toString(),
        it.name().value(),
        it.content().sha256(),
        it.length(),
        it.source(),
        it.ingestedAt(),
        it.mediaType(),
        it.title(),
        it.author(),
        it.language(),
        it.created(),
        it.modified(),
        it.characters(),
        it.chunks(),
        it.headings().stream().map(HeadingBody::of).toList());
  }
}
