package org.meshwork.cli;

import picocli.CommandLine.Command;

@Command(
    name = "tasks",
    description = "Lists, shows, watches and steers tasks.",
    subcommands = {
      ListTasksCommand.class,
      ShowTaskCommand.class,
      WatchTasksCommand.class,
      TaskItemsCommand.class,
      SteerTaskCommand.Cancel.class,
      SteerTaskCommand.Stop.class,
      SteerTaskCommand.Restart.class
    })
final class TasksCommand extends GroupCommand {}
