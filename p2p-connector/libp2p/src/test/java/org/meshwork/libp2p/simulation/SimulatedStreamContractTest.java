package org.meshwork.libp2p.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.StreamContractTest;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.plaintext.Plaintext;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;

/** Streams behave over a simulated link, with its jitter and its losses, as they do elsewhere. */
@ExtendWith(LeakWatch.class)
class SimulatedStreamContractTest extends StreamContractTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Link LINK = new Link(Duration.ofMillis(5), Duration.ofMillis(5), 0.01);

  private final VirtualTime time = new VirtualTime();
  private final SimulatedNetwork network =
      new SimulatedNetwork(time, Links.all(LINK), new Random(1));
  private Listener listener;

  @Override
  protected Ends connect() throws Exception {
    CompletableFuture<Connection> accepted = new CompletableFuture<>();
    Multiaddr address = Multiaddr.parse("/ip4/10.0.0.1/tcp/4001");
    listener = await(transport("/ip4/10.0.0.1", 1).listen(address, accepted::complete));
    Connection dialler = await(transport("/ip4/10.0.0.2", 2).dial(address, Optional.empty()));
    return new Ends(streamsOf(dialler), streamsOf(await(accepted)));
  }

  private Transport transport(String place, int number) {
    PublicKey key = TestHosts.key(number).publicKey();
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Plaintext(key)),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    return network.transport(Multiaddr.parse(place), upgrader);
  }

  @Override
  protected <T> T await(CompletionStage<T> stage)
      throws ExecutionException, InterruptedException, TimeoutException {
    time.passUntil(stage.toCompletableFuture()::isDone, PATIENCE);
    return stage.toCompletableFuture().get(0, TimeUnit.SECONDS);
  }

  @Override
  protected void eventually(ThrowingRunnable assertion) {
    Duration limit = time.elapsed().plus(PATIENCE);
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError notYet) {
        if (time.elapsed().compareTo(limit) > 0) {
          throw notYet;
        }
        time.pass(STEP);
      } catch (Throwable thrown) {
        throw new AssertionError(thrown);
      }
    }
  }

  @Override
  protected void tidyUp() throws Exception {
    await(listener.close());
    time.end();
  }
}
