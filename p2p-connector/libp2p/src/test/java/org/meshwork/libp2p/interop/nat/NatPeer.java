package org.meshwork.libp2p.interop.nat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.AutonatVersion;
import org.meshwork.libp2p.node.HashTableUse;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.node.NodePorts;
import org.meshwork.libp2p.node.NodeSettings;
import org.meshwork.libp2p.node.Reaching;
import org.meshwork.libp2p.node.RelayUse;
import org.meshwork.libp2p.node.Services;
import org.meshwork.libp2p.node.Serving;
import org.meshwork.libp2p.node.Way;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;
import org.meshwork.libp2p.protocol.autonat.WatchSettings;
import org.meshwork.libp2p.protocol.dcutr.DcutrSettings;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.relay.CircuitSettings;
import org.meshwork.libp2p.protocol.relay.RelaySettings;

/**
 * Nodes in a process of their own, the first of which does what the lines of the standard input
 * say, and answers each by one line; they end with the input. Arguments: {@code server} or {@code
 * home}, the ways and the versions of AutoNAT, each apart by commas, the number of the first key,
 * and an address of IP for each node.
 */
final class NatPeer {
  private static final String ECHO = "/nat/echo/1.0.0";
  private static final int PORT = 4001;
  private static final MessageBounds BOUNDS = new MessageBounds(1 << 16, 1, Duration.ofSeconds(10));

  private final Node node;

  private NatPeer(Node node) {
    this.node = node;
  }

  public static void main(String[] arguments) throws Exception {
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    List<Node> nodes = new ArrayList<>();
    for (int i = 4; i < arguments.length; i++) {
      nodes.add(start(loops, arguments, Integer.parseInt(arguments[3]) + i - 4, arguments[i]));
    }
    System.out.println("started");
    NatPeer first = new NatPeer(nodes.get(0));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(first.answer(List.of(line.split(" "))));
    }
    nodes.forEach(node -> TestHosts.get(node.close()));
    System.exit(0);
  }

  private static Node start(EventLoopGroup loops, String[] arguments, int number, String place) {
    NodeSettings settings = settings(arguments, place);
    NodePorts ports =
        new NodePorts(TestHosts.key(number), loops, Clock.systemUTC(), new SecureRandom());
    Node node = Node.of(ports, settings);
    node.host()
        .handle(
            ECHO,
            Messages.answering((peer, said) -> CompletableFuture.completedStage(said), BOUNDS));
    node.host().allowOnLimitedConnections(ECHO);
    TestHosts.get(node.start());
    return node;
  }

  private static NodeSettings settings(String[] arguments, String place) {
    Set<Way> ways = chosen(arguments[1], Way::valueOf);
    NodeSettings settings =
        NodeSettings.DEFAULT
            .withWays(ways)
            .withListen(ways.stream().map(way -> listening(way, place)).toArray(Multiaddr[]::new))
            .withGossip(Optional.empty())
            .withHashTable(
                Optional.of(
                    new HashTableUse(
                        KademliaSettings.DEFAULT.withProtocol("/nat/kad/1.0.0"),
                        Validators.DEFAULT,
                        arguments[0].equals("server") ? Serving.ALWAYS : Serving.WHEN_PUBLIC)))
            .withReaching(reaching(chosen(arguments[2], AutonatVersion::valueOf)));
    return arguments[0].equals("server") ? settings.withServices(services()) : settings;
  }

  private static <T> Set<T> chosen(String names, Function<String, T> parse) {
    return Arrays.stream(names.split(",")).map(parse).collect(Collectors.toSet());
  }

  private static Multiaddr listening(Way way, String place) {
    String socket = way == Way.TCP ? "/tcp/" + PORT : "/udp/" + PORT + "/quic-v1";
    return Multiaddr.parse("/ip4/" + place + socket);
  }

  /** Quick, but by as many servers as there are. */
  private static Reaching reaching(Set<AutonatVersion> versions) {
    return Reaching.DEFAULT
        .withVersions(versions)
        .withWatch(new WatchSettings(3, Duration.ofMillis(200), Duration.ofHours(1), false))
        .withRelays(
            new RelayUse(CircuitSettings.DEFAULT, List.of(), 1, true, Duration.ofSeconds(5)))
        .withHoles(
            Optional.of(
                new DcutrSettings(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(4),
                    3,
                    16,
                    false,
                    true,
                    Duration.ofSeconds(1))));
  }

  private static Services services() {
    return Services.NONE
        .withAutonat(Serving.ALWAYS, new ServingSettings(Duration.ofSeconds(2), 8, 600, 60, false))
        .withRelay(Serving.ALWAYS, RelaySettings.DEFAULT);
  }

  private String answer(List<String> task) {
    try {
      List<String> rest = task.subList(1, task.size());
      return "ok "
          + switch (task.get(0)) {
            case "join" ->
                TestHosts.get(node.join(rest.stream().map(Multiaddr::parse).toList())).toString();
            case "state" -> state();
            case "find" -> find(PeerId.parse(rest.get(0)));
            case "connections" -> connections(PeerId.parse(rest.get(0)));
            case "echo" -> echo(PeerId.parse(rest.get(0)), Integer.parseInt(rest.get(1)));
            default -> throw new IllegalArgumentException("what is " + task);
          };
    } catch (RuntimeException | AssertionError failure) {
      return "failed " + failure;
    }
  }

  private String state() {
    return Stream.concat(
            Stream.of(node.reachability().host().name(), node.hashTable().mode().name()),
            node.host().addresses().stream().map(Multiaddr::toString))
        .collect(Collectors.joining(" "));
  }

  /** Finds the peer in the hash table, and connects to it where that says. */
  private String find(PeerId peer) {
    Contact found = TestHosts.get(node.hashTable().findPeer(peer));
    Connection connection = TestHosts.get(node.host().connect(peer, found.addresses()));
    return connection.remoteAddress().toString();
  }

  private String connections(PeerId peer) {
    return node.host().connections(peer).stream()
        .map(connection -> connection.remoteAddress().toString())
        .collect(Collectors.joining(" "));
  }

  /** Where the bytes went, if they have come back as they were. */
  private String echo(PeerId peer, int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    ProtocolStream stream = TestHosts.get(node.host().openStream(peer, ECHO));
    Bytes back = TestHosts.get(Messages.ask(stream, Bytes.of(bytes), BOUNDS));
    if (!back.equals(Bytes.of(bytes))) {
      throw new IllegalStateException("other bytes came back");
    }
    return stream.connection().remoteAddress().toString();
  }
}
