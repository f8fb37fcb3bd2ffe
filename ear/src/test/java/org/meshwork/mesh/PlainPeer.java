package org.meshwork.mesh;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.HashTableUse;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.node.NodePorts;
import org.meshwork.libp2p.node.NodeSettings;
import org.meshwork.libp2p.node.Serving;
import org.meshwork.libp2p.node.Way;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.security.pnet.PreSharedKey;

/** A host of the plain libp2p stack, which knows nothing of servers. */
public final class PlainPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final MessageBounds BOUNDS = new MessageBounds(5 << 20, 1, PATIENCE);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Node node;
  private Connection connection;

  private PlainPeer(PreSharedKey network) {
    SecureRandom random = new SecureRandom();
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, random);
    HashTableUse table =
        new HashTableUse(
            KademliaSettings.DEFAULT.withProtocol("/meshwork/kad/1.0.0"),
            Validators.DEFAULT,
            Serving.ALWAYS);
    node =
        Node.of(
            new NodePorts(key, loops, Clock.systemUTC(), random),
            NodeSettings.DEFAULT
                .withWays(EnumSet.of(Way.TCP))
                .withNetwork(network)
                .withHashTable(Optional.of(table))
                .withListen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")));
  }

  /** In the private network whose key is in the file, as {@code configure} leaves it. */
  public static PlainPeer start(Path networkKey) {
    try {
      return start(PreSharedKey.decode(Bytes.of(Files.readAllBytes(networkKey))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PlainPeer start(PreSharedKey network) {
    PlainPeer peer = new PlainPeer(network);
    get(peer.node.start());
    return peer;
  }

  void connect(Multiaddr address) {
    connection = get(node.host().dial(address));
    get(node.identify().identify(connection));
  }

  Node node() {
    return node;
  }

  /** Where it listens, with its id. */
  public String address() {
    return node.host().listenAddresses().get(0) + "/p2p/" + id();
  }

  public String id() {
    return node.host().id().toString();
  }

  /** What the node that it is connected to has said that it speaks. */
  Set<String> protocolsThere() {
    return node.host().peerStore().protocols(connection.remotePeer());
  }

  /** Asks the node that it is connected to. */
  CompletableFuture<Reply> ask(String protocol, String request) {
    return node.host()
        .openStream(connection.remotePeer(), protocol)
        .thenCompose(stream -> Messages.ask(stream, Bytes.utf8(request), BOUNDS))
        .thenApply(Reply::decode)
        .toCompletableFuture();
  }

  Reply askAndWait(String protocol, String request) {
    return get(ask(protocol, request));
  }

  static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    get(node.close());
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
  }
}
