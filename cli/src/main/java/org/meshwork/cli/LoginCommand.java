package org.meshwork.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.meshwork.cli.client.Credentials;
import org.meshwork.cli.client.ExitCode;
import org.meshwork.cli.client.Failure;
import org.meshwork.cli.client.MeshworkApi;
import org.meshwork.cli.client.Paging;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "login",
    description = {
      "Checks user and password at the server, and remembers server, user and password file.",
      "Without --password-file the password is asked for and kept in a file of its own, mode 0600."
    })
final class LoginCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Meshctl meshctl = (Meshctl) spec.root().userObject();
    Surroundings surroundings = meshctl.surroundings();
    Connection connection =
        Connection.of(meshctl.serverOptions(), surroundings).toLogIn(surroundings);
    String user =
        connection
            .user()
            .orElseThrow(() -> Failure.usage("Nobody to log in.", "Say who, with --user."));
    Credentials credentials = connection.credentials(user, surroundings);
    check(connection, credentials, surroundings);

    Path passwordFile =
        connection
            .passwordFile()
            .orElseGet(() -> Login.storePassword(surroundings, credentials.password()));
    String server = connection.server().toString();
    Login login = new Login(server, user, passwordFile.toAbsolutePath().toString());
    Path stored = login.store(surroundings);
    meshctl
        .output()
        .result(
            Map.of("server", server, "user", user, "passwordFile", login.passwordFile()),
            "Logged in to %s as %s (stored in %s).".formatted(server, user, stored));
    return ExitCode.OK.code();
  }

  /** Any operation that needs a known user will do. */
  private static void check(Connection connection, Credentials credentials, Surroundings s) {
    new MeshworkApi(connection.server(), Optional.of(credentials), s.patience())
        .collections(new Paging(Optional.empty(), 1));
  }
}
