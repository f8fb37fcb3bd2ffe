package org.meshwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.cli.Shell.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.cli.Shell.Run;
import org.meshwork.cli.client.FakeNode;

class LoginCommandTest {
  private static final String COLLECTIONS = "GET /api/v1/collections";

  @TempDir private Path home;

  private final FakeNode node = new FakeNode();

  @BeforeEach
  void answer() {
    node.on(COLLECTIONS, "{\"items\": []}");
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Run login(Shell shell, String... more) {
    String[] arguments = {"login", "--server", node.address().toString(), "--user", FakeNode.USER};
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return shell.run(all);
  }

  private String permissions(String name) throws IOException {
    Path file = home.resolve("meshctl").resolve(name);
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void remembersServerUserAndPasswordFileForTheNextCommand() throws IOException {
    Path secret = Shell.passwordFile(home);

    assertThat(login(Shell.at(home), "--password-file", secret.toString()).exitCode()).isZero();

    assertThat(permissions("login.json")).isEqualTo("rw-------");
    assertThat(permissions("")).isEqualTo("rwx------");
    assertThat(Files.readString(home.resolve("meshctl/login.json")))
        .contains(secret.toString())
        .doesNotContain(FakeNode.PASSWORD);
    assertThat(Shell.at(home).run("collections", "list").exitCode()).isZero();
  }

  @Test
  void keepsATypedPasswordInAFileOfItsOwn() throws IOException {
    Run run = login(Shell.at(home).typing(FakeNode.PASSWORD), "--json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().path("passwordFile").asText())
        .isEqualTo(home.resolve("meshctl/password").toString());
    assertThat(permissions("password")).isEqualTo("rw-------");
    assertThat(Shell.at(home).run("collections", "list").exitCode()).isZero();
  }

  @Test
  void asksAgainRatherThanTrustTheStoredPassword() {
    login(Shell.at(home).typing(FakeNode.PASSWORD));

    assertThat(login(Shell.at(home).typing("wrong")).exitCode()).isEqualTo(5);
    assertThat(Shell.at(home).run("collections", "list").exitCode()).isZero();
  }

  @Test
  void storesNothingWhenTheServerRefuses() {
    assertThat(login(Shell.at(home).typing("wrong")).exitCode()).isEqualTo(5);
    assertThat(home.resolve("meshctl")).doesNotExist();
  }

  @Test
  void doesNotGiveAStoredPasswordToAnotherServer() {
    login(Shell.at(home).typing(FakeNode.PASSWORD));
    try (FakeNode other = new FakeNode()) {
      Run run = Shell.at(home).run("collections", "list", "--server", other.address().toString());

      assertThat(run.exitCode()).isEqualTo(5);
      assertThat(other.requests().get(0).header("Authorization")).isEmpty();
    }
  }

  @Test
  void saysWhatIsMissingWithoutATerminal() {
    Run run = login(Shell.at(home));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--password-file");
  }

  @Test
  void warnsOfAPasswordFileThatOthersCanRead() throws IOException {
    Path secret = file(home, "open", FakeNode.PASSWORD);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));

    Run run = login(Shell.at(home), "--password-file", secret.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("can be read by others");
  }

  @Test
  void refusesAnAddressWithAPasswordInIt() {
    Run run = Shell.at(home).run("node", "--server", "http://ada:secret@127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("process list").doesNotContain("secret");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    for (String address :
        new String[] {"localhost:8080", "ftp://host", "http:// x", "http://h?q"}) {
      assertThat(Shell.at(home).run("node", "--server", address).exitCode())
          .as(address)
          .isEqualTo(2);
    }
  }

  @Test
  void saysWhichFileIsDamaged() {
    file(home.resolve("meshctl"), "login.json", "{");

    Run run = Shell.at(home).run("node");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("login.json is damaged");
  }
}
