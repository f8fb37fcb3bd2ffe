package org.meshwork.cli;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.ProgressView;
import org.meshwork.cli.client.TaskView;
import org.meshwork.cli.client.TaskWatch;

/** Watches tasks to their ends, one after the other, under one progress display. */
final class Following implements TaskWatch.Listener {
  private final MeshworkApi api;
  private final Output output;
  private final ProgressDisplay display;
  private final long expected;
  private final List<Answer> ended = new ArrayList<>();
  private ProgressView before = ProgressView.NONE;

  /**
   * @param expected how many documents the tasks have in all, as far as that is known
   */
  Following(MeshworkApi api, Output output, ProgressDisplay display, long expected) {
    this.api = api;
    this.output = output;
    this.display = display;
    this.expected = expected;
  }

  /** The tasks as they ended. */
  List<Answer> untilEnd(List<String> ids) {
    for (String id : ids) {
      Answer task = api.watch(id).untilEnd(this);
      ended.add(task);
      ProgressView own = task.as(TaskView.class).progress().orElse(ProgressView.NONE);
      progress(own);
      before = before.plus(own);
    }
    return ended;
  }

  @Override
  public void progress(ProgressView own) {
    ProgressView all = before.plus(own);
    StringBuilder note = new StringBuilder().append(all.chunks()).append(" chunks");
    if (all.failed() > 0) {
      note.append(", ").append(all.failed()).append(" failed");
    }
    own.secondsLeft()
        .ifPresent(left -> note.append(", ").append(Math.round(left)).append(" s left"));
    display.at(all.settled(), Math.max(expected, all.total()), note.toString());
  }

  @Override
  public void reconnecting(String reason) {
    output.note("meshctl: " + PlainText.of(reason) + " Trying again.");
  }
}
