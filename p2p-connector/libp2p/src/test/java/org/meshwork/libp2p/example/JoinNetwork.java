package org.meshwork.libp2p.example;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.gossipsub.GossipSubSettings;
import org.meshwork.libp2p.protocol.gossipsub.Surroundings;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.Mode;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/** The example of {@code docs/libp2p.md}: joins a network by one peer, and greets it. */
final class JoinNetwork {
  private JoinNetwork() {}

  public static void main(String[] arguments) {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    SecureRandom random = new SecureRandom();
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, random);
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(key, random)),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    TcpTransport tcp = new TcpTransport(loops, upgrader);
    Host host = new Host(key, List.of(tcp), loops.next(), HostSettings.DEFAULT);
    SequenceNumbers sequences = new SequenceNumbers(Clock.systemUTC());
    Identify identify = new Identify(host, sequences, IdentifySettings.DEFAULT);
    Kademlia dht =
        new Kademlia(host, Clock.systemUTC(), random, Validators.DEFAULT, KademliaSettings.DEFAULT);
    GossipSub gossip =
        new GossipSub(host, sequences, random, GossipSubSettings.DEFAULT, Surroundings.DEFAULT);
    identify.addListener(dht);
    identify.start();
    gossip.start();
    Topic news = new Topic("news");
    gossip.subscribe(news, message -> System.out.println("from " + message.author()));
    host.listen(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"))
        .thenCompose(listening -> dht.start(Mode.SERVER))
        .thenCompose(started -> host.dial(Multiaddr.parse(arguments[0])))
        .thenApply(peer -> new Contact(peer.remotePeer(), List.of(peer.remoteAddress())))
        .thenCompose(contact -> dht.bootstrap(List.of(contact)))
        .thenAccept(count -> System.out.println(host.id() + " knows " + count + " peers"));
    Bytes hello = Bytes.utf8("hello from Java");
    loops.scheduleAtFixedRate(() -> gossip.publish(news, hello), 1, 1, TimeUnit.SECONDS);
  }
}
