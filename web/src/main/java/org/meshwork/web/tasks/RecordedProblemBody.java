package org.meshwork.web.tasks;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.foundation.ProblemRecord;

@Schema(
    name = "RecordedProblem",
    description = "A problem as it is kept beside a task or a document, without an HTTP status.",
    requiredProperties = {"type", "title", "detail", "remedy"})
public record RecordedProblemBody(
    @Schema(examples = "urn:meshwork:problem:document-corrupt") String type,
    String title,
    String detail,
    @Schema(enumeration = {"retry-here", "retry-elsewhere", "correct-input", "ask-administrator"})
        String remedy) {
  static RecordedProblemBody of(ProblemRecord it) {
    return new RecordedProblemBody(
        it.type(),
        it.title(),
        it.detail(),
        it.remedy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
