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
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.node.NodePorts;

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

  private RunningNode(EventLoopGroup loops, Node node, Dispatcher dispatcher, Endpoints endpoints) {
    this.loops = loops;
    this.node = node;
    this.dispatcher = dispatcher;
    this.endpoints = endpoints;
  }

  static RunningNode start(AdapterProperties properties, PrivateKey key, BootstrapContext server)
      throws WorkException {
    EventLoopGroup loops =
        new MultiThreadIoEventLoopGroup(
            EVENT_LOOPS, new DefaultThreadFactory("mesh-io", true), NioIoHandler.newFactory());
    try {
      NodePorts ports = new NodePorts(key, loops, Clock.systemUTC(), new SecureRandom());
      Node node = Node.of(ports, properties.settings());
      Dispatcher dispatcher = new Dispatcher(server.getWorkManager());
      await(node.start(), START);
      node.host().announce(properties.announced());
      dispatcher.start();
      return new RunningNode(
          loops,
          node,
          dispatcher,
          new Endpoints(node, dispatcher, server.getTransactionSynchronizationRegistry()));
    } catch (WorkException | RuntimeException e) {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS);
      throw e;
    }
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

  Endpoints endpoints() {
    return endpoints;
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
