package org.meshwork.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.Cursor;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.JsonText;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;
import org.meshwork.tasks.TaskRows.NewRow;

class TaskRowsIT {
  private final TaskTable table = new TaskTable();

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void keepsATaskWithItsFirstEvent() {
    Task task = table.task(7, "anna");

    assertThat(table.rows.insert(new NewRow(task, Optional.empty()))).isTrue();

    assertThat(table.read(task.id())).isEqualTo(task);
    assertThat(table.told(task.id())).containsExactly("state submitted");
  }

  @Test
  void deletesTheEventsOfADeletedTaskWhoeverDeletesIt() {
    TaskId gone = table.submitted(4);
    TaskId stays = table.submitted(4);

    table.jdbi.useTransaction(
        handle -> {
          String schema = handle.select("select current_schema()").mapTo(String.class).one();
          handle.execute("set local search_path = pg_catalog");
          handle.execute("delete from " + schema + ".task where id = ?", gone.value());
        });

    assertThat(table.told(gone)).isEmpty();
    assertThat(table.told(stays)).containsExactly("state submitted");
  }

  @Test
  void givesTheFirstTaskForTheSameKeyAndInput() {
    Task first = table.task(4, "anna");
    table.rows.insert(new NewRow(first, Optional.of("key-1")));

    assertThat(table.rows.insert(new NewRow(table.task(4, "anna"), Optional.of("key-1"))))
        .isFalse();
    assertThat(table.rows.firstWithKey(wanted(first, "one two"), "key-1")).isEqualTo(first);
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherInput() {
    Task first = table.task(4, "anna");
    table.rows.insert(new NewRow(first, Optional.of("key-1")));

    assertThatThrownBy(() -> table.rows.firstWithKey(wanted(first, "another"), "key-1"))
        .isInstanceOf(IdempotencyKeyReused.class)
        .hasMessageContaining(first.id().toString());
  }

  @Test
  void keepsTheKeysOfSubmittersApart() {
    assertThat(table.rows.insert(new NewRow(table.task(4, "anna"), Optional.of("key-1")))).isTrue();
    assertThat(table.rows.insert(new NewRow(table.task(4, "berta"), Optional.of("key-1"))))
        .isTrue();
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<TaskId> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.add(0, table.submitted(4));
    }

    Page<Task> first = list(TaskFilter.everything(), Optional.empty());
    Page<Task> second = list(TaskFilter.everything(), first.next());
    Page<Task> third = list(TaskFilter.everything(), second.next());

    List<TaskId> listed = new ArrayList<>();
    List.of(first, second, third).forEach(p -> p.items().forEach(task -> listed.add(task.id())));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(submitted).doesNotHaveDuplicates();
    assertThat(listed).isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
    assertThat(third.next()).isEmpty();
  }

  @Test
  void filtersByStateSkillAndSubmitter() {
    TaskId queued = table.queued(4);
    table.submitted(4);
    table.rows.insert(new NewRow(table.task(4, "berta"), Optional.empty()));

    assertThat(
            ids(new TaskFilter(Optional.of(TaskState.QUEUED), Optional.empty(), Optional.empty())))
        .containsExactly(queued);
    assertThat(ids(new TaskFilter(Optional.empty(), Optional.empty(), Optional.of("berta"))))
        .hasSize(1);
    assertThat(ids(new TaskFilter(Optional.empty(), Optional.of("text.sum"), Optional.empty())))
        .isEmpty();
  }

  @Test
  void refusesACursorOfAnotherList() {
    assertThatThrownBy(
            () -> list(TaskFilter.everything(), Optional.of(new Cursor("a document's name"))))
        .isInstanceOf(InputRejected.class);
  }

  private List<TaskId> ids(TaskFilter filter) {
    return table.rows.list(filter, PageRequest.first()).items().stream().map(Task::id).toList();
  }

  private Page<Task> list(TaskFilter filter, Optional<Cursor> after) {
    return table.rows.list(filter, new PageRequest(after, 2));
  }

  private static NewTask wanted(Task like, String text) {
    return new NewTask(
        like.skill(),
        JsonText.object().add("text", text).build(),
        like.priority(),
        like.submittedBy(),
        Optional.of("key-1"));
  }
}
