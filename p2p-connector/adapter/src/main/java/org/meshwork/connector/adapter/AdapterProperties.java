package org.meshwork.connector.adapter;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.discovery.mdns.MdnsPlace;
import org.meshwork.libp2p.host.ConnectionSettings;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.resources.ResourceLimit;
import org.meshwork.libp2p.host.resources.ResourceLimits;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.node.Finding;
import org.meshwork.libp2p.node.HashTableUse;
import org.meshwork.libp2p.node.NodeSettings;
import org.meshwork.libp2p.node.Reaching;
import org.meshwork.libp2p.node.Services;
import org.meshwork.libp2p.node.Serving;
import org.meshwork.libp2p.node.Way;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.relay.RelaySettings;
import org.meshwork.libp2p.security.pnet.PreSharedKey;

/** What the console's texts mean. Each that can't be is rejected with its name. */
final class AdapterProperties {
  private static final String TABLE = "/meshwork/kad/1.0.0";

  private final ConsoleProperties texts;

  AdapterProperties(ConsoleProperties texts) {
    this.texts = texts;
  }

  /** The node that they ask for. */
  NodeSettings settings() {
    Optional<PreSharedKey> network = network();
    NodeSettings settings =
        NodeSettings.DEFAULT
            .withHost(host())
            .withWays(EnumSet.of(Way.TCP, Way.QUIC))
            .withListen(list("listenAddresses", texts.getListenAddresses(), Multiaddr::parse))
            .withHashTable(hashTable())
            .withReaching(reaching())
            .withServices(services())
            .withFinding(finding());
    return network.map(settings::withNetwork).orElse(settings);
  }

  List<Multiaddr> announced() {
    return List.of(list("announcedAddresses", texts.getAnnouncedAddresses(), Multiaddr::parse));
  }

  private HostSettings host() {
    int max = number("maxConnections", texts.getMaxConnections(), 8, 1 << 20);
    int perPeer = number("maxConnectionsPerPeer", texts.getMaxConnectionsPerPeer(), 1, 1_024);
    ResourceLimits limits = ResourceLimits.DEFAULT;
    long streams = number("maxStreamsPerPeer", texts.getMaxStreamsPerPeer(), 16, 1 << 16);
    long dials = number("maxDials", texts.getMaxDials(), 8, 1 << 12);
    return HostSettings.DEFAULT
        .withConnections(
            new ConnectionSettings(
                max, perPeer, max / 2, max - max / 4, ConnectionSettings.DEFAULT.grace()))
        .withResources(
            limits
                .withPeer(
                    new ResourceLimit(
                        streams,
                        limits.peer().outboundStreams(),
                        limits.peer().memoryBytes(),
                        limits.peer().dials()))
                .withSystem(
                    new ResourceLimit(
                        limits.system().inboundStreams(),
                        limits.system().outboundStreams(),
                        limits.system().memoryBytes(),
                        dials)));
  }

  /** In private mode a node without a key would be an open one, and nobody would notice. */
  private Optional<PreSharedKey> network() {
    Optional<String> key = text(texts.getNetworkKey());
    boolean isPrivate = choice("mode", texts.getMode(), "private", "open").equals("private");
    if (isPrivate && key.isEmpty()) {
      throw new PropertyRejected(
          "networkKey", "is none: mode private asks for one, and mode open for none", null);
    }
    return key.filter(any -> isPrivate)
        .map(
            digits ->
                parsed(
                    "networkKey",
                    digits,
                    hex -> new PreSharedKey(Bytes.ofHex(hex)),
                    "64 hexadecimal digits"));
  }

  /** The node's key, which is made at the first start. */
  PrivateKey key() {
    Path file =
        text(texts.getKeyFile())
            .map(Path::of)
            .orElseGet(
                () -> Path.of(System.getProperty("jboss.server.data.dir", "."), "mesh", "key.p12"));
    return NodeKey.in(file, text(texts.getKeyPassword()).orElse("").toCharArray());
  }

  private Optional<HashTableUse> hashTable() {
    Serving serving =
        switch (choice("hashTable", texts.getHashTable(), "off", "client", "auto", "server")) {
          case "client" -> Serving.NEVER;
          case "auto" -> Serving.WHEN_PUBLIC;
          case "server" -> Serving.ALWAYS;
          default -> null;
        };
    return Optional.ofNullable(serving)
        .map(
            when ->
                new HashTableUse(
                    KademliaSettings.DEFAULT.withProtocol(TABLE), Validators.DEFAULT, when));
  }

  private Reaching reaching() {
    return relay().equals("off") ? Reaching.DEFAULT.withoutRelays() : Reaching.DEFAULT;
  }

  private Services services() {
    return relay().equals("serve")
        ? Services.NONE.withRelay(Serving.ALWAYS, RelaySettings.DEFAULT)
        : Services.NONE;
  }

  private String relay() {
    return choice("relay", texts.getRelay(), "off", "use", "serve");
  }

  private Finding finding() {
    try {
      return Finding.DEFAULT
          .withKept(List.of(list("bootstrapPeers", texts.getBootstrapPeers(), Multiaddr::parse)))
          .withLinks(places());
    } catch (IllegalArgumentException refused) {
      throw new PropertyRejected("bootstrapPeers", refused.getMessage(), refused);
    }
  }

  private MdnsPlace[] places() {
    return Arrays.stream(names(texts.getLocalInterfaces()))
        .map(AdapterProperties::place)
        .toArray(MdnsPlace[]::new);
  }

  private static MdnsPlace place(String name) {
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found == null) {
        throw new PropertyRejected("localInterfaces", "no interface " + name, null);
      }
      return MdnsPlace.on(found);
    } catch (SocketException e) {
      throw new PropertyRejected("localInterfaces", "can't be looked up: " + e.getMessage(), e);
    }
  }

  private static Optional<String> text(String value) {
    return Optional.ofNullable(value)
        .map(String::strip)
        .filter(some -> !some.isEmpty() && !some.equalsIgnoreCase(ConsoleProperties.NONE));
  }

  private static String[] names(String value) {
    return text(value).map(some -> some.split("\\s*[,\\s]\\s*")).orElse(new String[0]);
  }

  private static Multiaddr[] list(String name, String value, Function<String, Multiaddr> parse) {
    return Arrays.stream(names(value))
        .map(each -> parsed(name, each, parse, "addresses such as /ip4/127.0.0.1/tcp/4001"))
        .toArray(Multiaddr[]::new);
  }

  private static <T> T parsed(
      String name, String value, Function<String, T> parse, String expected) {
    try {
      return parse.apply(value);
    } catch (InputRefused | IllegalArgumentException refused) {
      throw new PropertyRejected(
          name, "expects %s: %s".formatted(expected, refused.getMessage()), refused);
    }
  }

  private static int number(String name, Integer value, int min, int max) {
    if (value == null || value < min || value > max) {
      throw new PropertyRejected(
          name, "is %s, not a number from %d to %d".formatted(value, min, max), null);
    }
    return value;
  }

  private static String choice(String name, String value, String... choices) {
    String chosen = text(value).orElse(choices[0]).toLowerCase(Locale.ROOT);
    if (!List.of(choices).contains(chosen)) {
      throw new PropertyRejected(
          name, Arrays.stream(choices).collect(Collectors.joining(", ", "is none of ", "")), null);
    }
    return chosen;
  }
}
