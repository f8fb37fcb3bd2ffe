package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** What a transport promises, whichever it is. */
public abstract class TransportContractTest extends TransferContract {
  @Test
  void keepsConnectionsWhenItListensNoMore() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Pair pair = connect(listener);
    get(listener.close());
    pair.listener().acceptStreams(TransportContractTest::echo);
    assertEchoes(pair.dialer(), "still here");
  }

  @Test
  void freesThePortWhenItListensNoMore() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    Multiaddr address = listener.address();
    get(listener.close());
    assertThat(listen(address, USUAL_TIMEOUT).address()).isEqualTo(address);
  }

  @Test
  void cannotListenWhereAnotherDoes() throws Exception {
    Listener listener = listen(USUAL_TIMEOUT);
    assertFails(
        transport(LISTENER_KEY, USUAL_TIMEOUT).listen(listener.address(), accepted::add),
        Reason.ADDRESS_UNAVAILABLE);
    connect(listener);
  }

  @Test
  void endsStreamsWithTheConnection() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    get(pair.dialer().close());
    assertFails(here.content(), Reason.CLOSED);
    // Whether the peer hears that the connection was closed, or of each stream, is the muxer's.
    assertFails(there.content(), Set.of(Reason.CLOSED, Reason.RESET));
    assertFails(ends[0].closed(), Reason.CLOSED);
    assertThat(get(pair.dialer().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(get(pair.listener().ended())).isNotNull();
    assertFails(pair.dialer().openStream(), Reason.CLOSED);
  }

  @Test
  void closesGracefullyWhenStreamsHaveEnded() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    CompletionStage<Void> closed = pair.dialer().closeGracefully();
    assertFails(pair.dialer().openStream(), Reason.CLOSED);
    Outflow.text(ends[0], " and the rest");
    ends[0].closeWrite();
    assertThat(get(there.content()).text()).isEqualTo("! and the rest");
    assertThat(pair.dialer().ended().toCompletableFuture()).isNotDone();
    Outflow.text(ends[1], "answer");
    ends[1].closeWrite();
    assertThat(get(here.content()).text()).isEqualTo("answer");
    get(closed);
    get(pair.dialer().ended());
    get(pair.listener().ended());
  }
}
