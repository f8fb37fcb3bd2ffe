package org.meshwork.web.tasks;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.Page;
import org.meshwork.tasks.Task;

@Schema(requiredProperties = "items")
public record TaskPage(
    List<TaskBody> items,
    @Schema(description = "The `cursor` of the next part; absent at the end.")
        Optional<String> next) {
  static TaskPage of(Page<Task> page) {
    return new TaskPage(
        page.items().stream().map(TaskBody::of).toList(), page.next().map(Cursor::encode));
  }
}
