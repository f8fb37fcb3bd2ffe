package org.meshwork.connector.adapter;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.work.WorkException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.meshwork.connector.adapter.inbound.Dispatcher;
import org.meshwork.connector.adapter.inbound.Endpoints;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.gate.AccessList;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.node.NodePorts;
import org.meshwork.libp2p.node.NodeSettings;

/** The node between start and stop of the adapter, with its event loops and listeners. */
final class RunningNode {
  private static final Logger LOG = Logger.getLogger(RunningNode.class);
  private static final int EVENT_LOOPS = 2;
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final EventLoopGroup loops;
  private final Node node;
  private final Dispatcher dispatcher;
  private final Endpoints endpoints;
  private final boolean usesHashTable;
  private final AccessList gate;

  private RunningNode(
      EventLoopGroup loops, NodePorts ports, NodeSettings settings, BootstrapContext server) {
    this.loops = loops;
    this.gate = new AccessList();
    this.node = Node.of(ports.withGater(gate), settings);
    this.usesHashTable = settings.hashTable().isPresent();
    this.dispatcher = new Dispatcher(server.getWorkManager());
    this.endpoints =
        new Endpoints(node, dispatcher, server.getTransactionSynchronizationRegistry());
  }

  /** Returns when it listens; leaves nothing behind where it can't. */
  static RunningNode start(AdapterProperties properties, PrivateKey key, BootstrapContext server)
      throws WorkException {
    NodeSettings settings = properties.settings();
    List<Multiaddr> announced = properties.announced();
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            EVENT_LOOPS, new DefaultThreadFactory("mesh-io", true), NioIoHandler.newFactory());
    NodePorts ports = new NodePorts(key, loops, Clock.systemUTC(), new SecureRandom());
    RunningNode running = new RunningNode(loops, ports, settings, server);
    try {
      running.begin(announced);
      return running;
    } catch (WorkException | RuntimeException e) {
      running.stop();
      throw e;
    }
  }

  private void begin(List<Multiaddr> announced) throws WorkException {
    dispatcher.start();
    await(node.start(), START);
    node.host().announce(announced);
  }

  private static void await(CompletionStage<Void> stage, Duration patience) {
    try {
      stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw ConnectionFailed.of(e.getCause());
    } catch (TimeoutException e) {
      throw new CompletionException("it took longer than " + patience, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  Node node() {
    return node;
  }

  AccessList gate() {
    return gate;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  boolean usesHashTable() {
    return usesHashTable;
  }

  /** Returns when nothing of it runs, or after some seconds. */
  void stop() {
    dispatcher.stop();
    try {
      await(node.close(), STOP);
    } catch (RuntimeException e) {
      LOG.debug("the node did not close in time", e);
    }
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }
}
