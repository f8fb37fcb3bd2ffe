package org.meshwork.cli;

import java.util.concurrent.Callable;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.MeshworkApi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to a node. */
@Command
abstract class RemoteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  abstract ExitCode run(MeshworkApi api, Output output);

  @Override
  public final Integer call() {
    Connection connection = Connection.of(meshctl().serverOptions(), surroundings());
    return run(connection.open(surroundings()), meshctl().output()).code();
  }

  final Surroundings surroundings() {
    return meshctl().surroundings();
  }

  private Meshctl meshctl() {
    return (Meshctl) spec.root().userObject();
  }
}
