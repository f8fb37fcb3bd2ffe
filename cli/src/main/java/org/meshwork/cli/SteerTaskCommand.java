package org.meshwork.cli;

import org.meshwork.cli.client.Answer;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.TaskView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands that ask the node to do something with a task; the node does it in its own time. */
@Command
abstract class SteerTaskCommand extends RemoteCommand {
  @Parameters(paramLabel = "TASK", description = "The task's id.")
  private String id;

  abstract Answer steer(MeshworkApi api, String task);

  @Override
  final ExitCode run(MeshworkApi api, Output output) {
    Answer asked = steer(api, id);
    Answer task = asked.json().isObject() ? asked : api.task(id);
    output.result(task, "Asked for. " + TaskText.ending(task.as(TaskView.class)));
    return ExitCode.OK;
  }

  @Command(name = "cancel", description = "Cancels a task for good; what it has done stays.")
  static final class Cancel extends SteerTaskCommand {
    @Override
    Answer steer(MeshworkApi api, String task) {
      return api.cancel(task);
    }
  }

  @Command(name = "stop", description = "Stops a task so that it can be restarted where it was.")
  static final class Stop extends SteerTaskCommand {
    @Override
    Answer steer(MeshworkApi api, String task) {
      return api.stop(task);
    }
  }

  @Command(name = "restart", description = "Restarts a stopped task at its last checkpoint.")
  static final class Restart extends SteerTaskCommand {
    @Override
    Answer steer(MeshworkApi api, String task) {
      return api.restart(task);
    }
  }
}
