package org.meshwork.cli;

import picocli.CommandLine.Command;

@Command(
    name = "collections",
    description = "Creates, lists, describes and deletes collections.",
    subcommands = {
      CreateCollectionCommand.class,
      ListCollectionsCommand.class,
      DescribeCollectionCommand.class,
      DeleteCollectionCommand.class
    })
final class CollectionsCommand extends GroupCommand {}
