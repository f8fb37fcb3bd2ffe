package org.meshwork.web.tasks;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.tasks.Progress;

@Schema(
    name = "Progress",
    requiredProperties = {"total", "done", "failed", "chunks"})
public record ProgressBody(
    @Schema(description = "Parts it has; 0 until they have been counted.") int total,
    @Schema(description = "Parts that are finished, failed ones not included.") int done,
    @Schema(description = "Parts that could not be done.") int failed,
    @Schema(description = "Passages written.") long chunks,
    @Schema(description = "At the present pace; absent while there is nothing to judge by.")
        Optional<Long> secondsLeft) {
  static ProgressBody of(Progress it) {
    return new ProgressBody(
        it.total(), it.done(), it.failed(), it.chunks(), it.left().map(left -> left.toSeconds()));
  }
}
