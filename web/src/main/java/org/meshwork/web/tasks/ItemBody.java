package org.meshwork.web.tasks;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.documents.content.ContentId;
import org.meshwork.documents.ingestion.IngestItem;

@Schema(
    name = "TaskItem",
    description = "What became of one document.",
    requiredProperties = {"n", "name", "source", "state", "length", "chunks"})
public record ItemBody(
    @Schema(description = "From 0, in the order of the task.") int n,
    String name,
    @Schema(description = "`upload`, or the path of the file.") String source,
    @Schema(enumeration = {"pending", "reading", "done", "unchanged", "duplicate", "failed"})
        String state,
    @Schema(description = "In bytes.") long length,
    @Schema(description = "Absent until it has been read.") Optional<String> sha256,
    int chunks,
    @Schema(description = "Why it failed.") Optional<RecordedProblemBody> problem) {
  static ItemBody of(IngestItem it) {
    return new ItemBody(
        it.n(),
        it.name(),
        it.source(),
        it.state().toString(),
        it.length(),
        it.content().map(ContentId::sha256),
        it.chunks(),
        it.problem().map(RecordedProblemBody::of));
  }
}
