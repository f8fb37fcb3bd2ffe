package org.meshwork.web.tasks;

import jakarta.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.tasks.NewTask;

@Schema(
    name = "NewTask",
    requiredProperties = {"skill", "input"},
    examples =
        "{\"skill\": \"document.ingest\", \"input\": {\"collection\": \"handbook\", \"directory\": \"/srv/documents\"}}")
public record NewTaskBody(
    @Schema(examples = "document.ingest") String skill,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "As the skill takes it. `document.ingest`: `collection`, and `directory`, which the administrator has allowed.")
        JsonObject input,
    @Schema(description = "9 first.", minimum = "0", maximum = "9", defaultValue = "4")
        Integer priority) {
  NewTask by(String user, String idempotencyKey) {
    return new NewTask(
        skill,
        input,
        Objects.requireNonNullElse(priority, NewTask.DEFAULT_PRIORITY),
        user,
        Optional.ofNullable(idempotencyKey));
  }
}
