package org.meshwork.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeshworkApiTest {
  private static final String NODE = "GET /api/v1/node";
  private static final String UPLOAD = "POST /api/v1/collections/c/documents";

  private final FakeNode node = new FakeNode();
  private final MeshworkApi api = api(FakeNode.USER, FakeNode.QUICK);

  @AfterEach
  void stop() {
    node.close();
  }

  private MeshworkApi api(String user, Patience patience) {
    Credentials credentials = new Credentials(user, FakeNode.PASSWORD);
    return new MeshworkApi(node.address(), Optional.of(credentials), patience);
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(Failure.class, call);
  }

  @Test
  void readsTheProblemThatTheServerDescribes() {
    node.onProblem(
        NODE,
        422,
        """
        {"type": "urn:meshwork:problem:x", "title": "Bad k", "status": 422, "detail": "k is 0",
         "remedy": "CORRECT_INPUT", "more": [1]}""");

    Failure failure = failure(api::node);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(failure.trouble().reason()).isEqualTo("Bad k: k is 0");
    assertThat(failure.trouble().advice()).hasValue("Correct the input, then try again.");
  }

  @Test
  void saysWhatToDoWhenCredentialsAreRefusedWithoutAProblem() {
    Failure failure = failure(api("eve", FakeNode.QUICK)::node);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(failure.trouble().advice()).hasValueSatisfying(a -> assertThat(a).contains("login"));
  }

  @Test
  void tellsAMissingThingFromAServerThatIsNoNode() {
    node.on(NODE, (exchange, request) -> FakeNode.reply(exchange, 404, "text/html", "<h1>No</h1>"));

    assertThat(failure(() -> api.collection("x")).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(failure(api::node).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void reportsAnAnswerThatIsNoJson() {
    node.on(NODE, "{\"version\": ");

    assertThat(failure(api::node).exitCode()).isEqualTo(ExitCode.FAULT);
  }

  @Test
  void reportsJsonOfTheWrongShape() {
    node.on(NODE, "{\"items\": 3}");

    Answer answer = api.node();

    assertThat(failure(() -> answer.as(PageView.class)).exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(failure(() -> answer.as(TaskView.class)).exitCode()).isEqualTo(ExitCode.FAULT);
  }

  @Test
  void fallsBackToTheStatusWhenAProblemCannotBeRead() {
    node.onProblem(NODE, 500, "{\"title\": [}");

    Failure failure = failure(api::node);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAULT);
    assertThat(failure.trouble().detail()).hasValue("HTTP status 500");
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    node.on(NODE, (exchange, request) -> node.hang());
    Duration moment = Duration.ofMillis(50);
    Patience impatient = new Patience(Duration.ofSeconds(5), moment, moment, moment, moment, 1);

    assertThat(failure(api(FakeNode.USER, impatient)::node).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void doesNotFollowARedirectWithItsCredentials() {
    try (FakeNode other = new FakeNode()) {
      node.on(
          NODE,
          (exchange, request) -> {
            exchange.getResponseHeaders().set("Location", other.address() + "/api/v1/node");
            FakeNode.reply(exchange, 302, "text/plain", "");
          });

      assertThat(failure(api::node).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void reportsANodeThatIsGone() {
    node.close();

    assertThat(failure(api::node).exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void repeatsASubmissionUnderTheSameKeyWhenTheConnectionBreaks() {
    AtomicInteger calls = new AtomicInteger();
    String route = "POST /api/v1/tasks";
    node.on(
        route,
        (exchange, request) -> {
          if (calls.incrementAndGet() == 1) {
            throw new IOException("dropped on purpose");
          }
          FakeNode.reply(exchange, 202, "application/json", "{\"id\": \"t\"}");
        });

    assertThat(api.submit(Map.of("skill", "document.ingest")).json().path("id").asText())
        .isEqualTo("t");
    assertThat(node.requests(route))
        .hasSizeGreaterThanOrEqualTo(2)
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotContain("")
        .containsOnly(node.requests(route).get(0).header("Idempotency-key"));
  }

  @Test
  void tellsANodeThatIsBusyFromOneThatIsGone() {
    for (int status : new int[] {429, 502, 503, 504}) {
      node.onProblem(NODE, status, "{\"title\": \"Busy\", \"remedy\": \"retry-here\"}");

      assertThat(failure(api::node).exitCode()).isEqualTo(ExitCode.NOT_NOW);
    }
  }

  @Test
  void repeatsAnUploadUnderTheSameKeyWhileTheNodeIsBusy(@TempDir Path folder) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    node.on(
        UPLOAD,
        (exchange, request) -> {
          if (calls.incrementAndGet() < 3) {
            busy(exchange);
            return;
          }
          FakeNode.reply(exchange, 202, "application/json", "{\"id\": \"t\"}");
        });

    assertThat(upload(folder).json().path("id").asText()).isEqualTo("t");
    assertThat(node.requests(UPLOAD))
        .hasSize(3)
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotContain("")
        .containsOnly(node.requests(UPLOAD).get(0).header("Idempotency-key"));
  }

  @Test
  void givesEveryUploadAKeyOfItsOwn(@TempDir Path folder) throws IOException {
    node.on(UPLOAD, "{\"id\": \"t\"}");
    upload(folder);
    upload(folder);

    assertThat(node.requests(UPLOAD))
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotHaveDuplicates();
  }

  @Test
  void givesUpOnANodeThatStaysBusy(@TempDir Path folder) {
    node.on(UPLOAD, (exchange, request) -> busy(exchange));

    assertThat(failure(() -> upload(folder)).exitCode()).isEqualTo(ExitCode.NOT_NOW);
    assertThat(node.requests(UPLOAD)).hasSize(4);
  }

  @Test
  void doesNotInsistOnWhatTheAdministratorIsToMend(@TempDir Path folder) {
    node.onProblem(UPLOAD, 503, "{\"title\": \"Broken\", \"remedy\": \"ask-administrator\"}");

    assertThat(failure(() -> upload(folder)).exitCode()).isEqualTo(ExitCode.NOT_NOW);
    assertThat(node.requests(UPLOAD)).hasSize(1);
  }

  private Answer upload(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "text");
    return api.upload("c", List.of(new LocalFile(file, "a.txt", 4)), sent -> {});
  }

  private static void busy(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "0");
    String problem = "{\"title\": \"Busy\", \"remedy\": \"retry-here\"}";
    FakeNode.reply(exchange, 503, "application/problem+json", problem);
  }

  @Test
  void encodesNamesThatWouldChangeThePath() {
    node.on("GET /api/v1/collections/a%2F..%2Fb%20%3Fc", "{\"name\": \"found\"}");

    assertThat(api.collection("a/../b ?c").as(CollectionView.class).name()).isEqualTo("found");
    assertThat(failure(() -> api.collection("..")).exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(node.requests("GET /api/v1/collections/%2E%2E")).hasSize(1);
  }
}
