package org.meshwork.libp2p.protocol.autonat.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.autonat.AutonatNetwork;
import org.meshwork.libp2p.protocol.autonat.Finding;

/** The client, when the server is not what it should be. */
@ExtendWith(LeakWatch.class)
class HostileServerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Message OK = new DialResponse(ResponseStatus.OK, 0, DialStatus.OK);

  private final AutonatNetwork network = new AutonatNetwork(6);
  private final List<CompletionStage<Bytes>> said = new ArrayList<>();
  private Host client;
  private Host server;
  private Connection connection;
  private DialRequestClient asking;

  @BeforeEach
  void start() {
    client = network.host();
    server = network.host();
    connection = network.connect(client, server);
    asking = new DialRequestClient(client, new Random(4), TIMEOUT);
    asking.start();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void react(BiConsumer<Conversation, Message> reaction) {
    server.handle(DialRequestServer.PROTOCOL, inbound -> new Conversation(inbound, reaction));
  }

  private Multiaddr reachable() {
    return client.listenAddresses().get(0);
  }

  private Optional<Finding> probe() {
    return network.get(asking.probe(connection, List.of(reachable())));
  }

  private void assertFails(Reason reason) {
    assertThat(catchThrowable(this::probe))
        .isInstanceOfSatisfying(
            ConnectionFailed.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  private static long nonce(Message request) {
    return ((DialRequest) request).nonce();
  }

  /** Says the nonce on a connection of its own. */
  private CompletionStage<Bytes> dialBack(long nonce) {
    CompletionStage<Bytes> answer =
        network
            .dialBacks(AutonatNetwork.SERVING)
            .dial(reachable(), client.id())
            .thenCompose(dialled -> say(dialled, nonce));
    said.add(answer);
    return answer;
  }

  private CompletionStage<Bytes> say(Connection at, long nonce) {
    return server
        .openStream(at, List.of(DialRequestClient.DIAL_BACK))
        .thenCompose(
            stream ->
                Messages.ask(
                    stream, new DialBack(nonce).encode(), new MessageBounds(64, 1, TIMEOUT)));
  }

  private boolean wasTaken(int index) {
    CompletableFuture<Bytes> answer = said.get(index).toCompletableFuture();
    return answer.isDone() && !answer.isCompletedExceptionally();
  }

  @Test
  void believesTheNonceWhoeverSaysIt() {
    react(
        (server, request) ->
            dialBack(nonce(request)).thenAccept(taken -> server.say(OK).closeWrite()));
    assertThat(probe()).contains(new Finding(Optional.of(reachable()), true));
    assertThat(wasTaken(0)).isTrue();
  }

  @Test
  void waitsForANonceThatIsOvertaken() {
    react(
        (server, request) -> {
          server.say(OK);
          network.simulation.time().schedule(() -> dialBack(nonce(request)), 3, TimeUnit.SECONDS);
        });
    assertThat(probe()).contains(new Finding(Optional.of(reachable()), true));
  }

  @Test
  void believesNoServerThatDidNotDial() {
    react((server, request) -> server.say(OK));
    assertFails(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void believesNoOtherNonce() {
    react(
        (server, request) ->
            dialBack(nonce(request) + 1).whenComplete((taken, failure) -> server.say(OK)));
    assertFails(Reason.PROTOCOL_VIOLATED);
    assertThat(wasTaken(0)).isFalse();
  }

  @Test
  void takesANonceOnce() {
    react(
        (server, request) ->
            dialBack(nonce(request))
                .thenCompose(taken -> dialBack(nonce(request)))
                .whenComplete((taken, failure) -> server.say(OK)));
    assertThat(probe()).isPresent();
    assertThat(wasTaken(0)).isTrue();
    assertThat(wasTaken(1)).isFalse();
  }

  @Test
  void takesNoNonceOfAQuestionThatIsOver() {
    List<Long> nonces = new ArrayList<>();
    react(
        (server, request) -> {
          nonces.add(nonce(request));
          server.say(DialResponse.refusal(ResponseStatus.REQUEST_REJECTED));
        });
    assertThat(probe()).isEmpty();
    dialBack(nonces.get(0));
    network.pass(TIMEOUT);
    assertThat(wasTaken(0)).isFalse();
  }

  @Test
  void takesNoNonceOnItsOwnConnection() {
    Connection atServer = server.connections(client.id()).get(0);
    react(
        (server, request) -> {
          CompletionStage<Bytes> answer = say(atServer, nonce(request));
          said.add(answer);
          answer.whenComplete((taken, failure) -> server.say(OK));
        });
    assertFails(Reason.PROTOCOL_VIOLATED);
    assertThat(wasTaken(0)).isFalse();
  }

  @Test
  void believesNoFailureAgainstTheNonce() {
    react(
        (server, request) ->
            dialBack(nonce(request))
                .thenAccept(
                    taken ->
                        server.say(new DialResponse(ResponseStatus.OK, 0, DialStatus.DIAL_ERROR))));
    assertThat(probe()).isEmpty();
  }

  @Test
  void paysNoPriceThatIsTooHighAndNoneTwice() {
    react((server, message) -> server.say(new DialDataRequest(0, 100_001)));
    assertFails(Reason.TOO_MUCH);
    server.unhandle(DialRequestServer.PROTOCOL);
    react(
        (server, message) -> {
          if (message instanceof DialRequest) {
            server.say(new DialDataRequest(0, 30_000)).say(new DialDataRequest(0, 30_000));
          }
        });
    assertFails(Reason.TOO_MUCH);
  }

  @Test
  void hearsOnlyOfAddressesThatItAskedFor() {
    react((server, message) -> server.say(new DialDataRequest(1, 30_000)));
    assertFails(Reason.PROTOCOL_VIOLATED);
    server.unhandle(DialRequestServer.PROTOCOL);
    react(
        (server, message) ->
            server.say(new DialResponse(ResponseStatus.OK, 1, DialStatus.DIAL_ERROR)));
    assertFails(Reason.PROTOCOL_VIOLATED);
  }

  @Test
  void givesUpServersThatSayNothingOrNonsense() {
    react((server, message) -> {});
    assertFails(Reason.TIMED_OUT);
    server.unhandle(DialRequestServer.PROTOCOL);
    react((server, message) -> server.closeWrite());
    assertFails(Reason.PROTOCOL_VIOLATED);
    server.unhandle(DialRequestServer.PROTOCOL);
    react((server, message) -> server.sayRaw(Bytes.ofHex("01ff")));
    assertFails(Reason.PROTOCOL_VIOLATED);
    server.unhandle(DialRequestServer.PROTOCOL);
    react((server, message) -> server.say(message));
    assertFails(Reason.PROTOCOL_VIOLATED);
  }
}
