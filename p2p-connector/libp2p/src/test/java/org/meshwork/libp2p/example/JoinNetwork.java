package org.meshwork.libp2p.example;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.node.NodePorts;
import org.meshwork.libp2p.node.NodeSettings;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** The example of {@code docs/libp2p.md}: joins a network by one peer, and greets it. */
final class JoinNetwork {
  private JoinNetwork() {}

  public static void main(String[] arguments) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    SecureRandom random = new SecureRandom();
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, random);
    NodePorts ports = new NodePorts(key, loops, Clock.systemUTC(), random);
    NodeSettings settings =
        NodeSettings.DEFAULT.withListen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    Node node = Node.of(ports, settings);
    Topic news = new Topic("news");
    node.gossip().subscribe(news, message -> System.out.println("from " + message.author()));
    node.start()
        .thenCompose(started -> node.join(List.of(Multiaddr.parse(arguments[0]))))
        .thenAccept(count -> System.out.println(node.host().id() + " knows " + count + " peers"));
    Bytes hello = Bytes.utf8("hello from Java");
    loops.scheduleAtFixedRate(() -> node.gossip().publish(news, hello), 1, 1, TimeUnit.SECONDS);
  }
}
