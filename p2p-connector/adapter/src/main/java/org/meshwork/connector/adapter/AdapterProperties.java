package org.meshwork.connector.adapter;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.meshwork.libp2p.discovery.mdns.MdnsPlace;
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

  private final MeshResourceAdapter texts;

  AdapterProperties(MeshResourceAdapter texts) {
    this.texts = texts;
  }

  /** The node that they ask for. */
  NodeSettings settings() {
    Optional<PreSharedKey> network = network();
    NodeSettings settings =
        NodeSettings.DEFAULT
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

  private Optional<PreSharedKey> network() {
    return text(texts.getNetworkKey())
        .map(
            key ->
                parsed(
                    "networkKey",
                    key,
                    hex -> new PreSharedKey(Bytes.ofHex(hex)),
                    "64 hexadecimal digits, or nothing for an open network"));
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
        ? Services.NONE.withRelay(Serving.WHEN_PUBLIC, RelaySettings.DEFAULT)
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
    return Optional.ofNullable(value).map(String::strip).filter(some -> !some.isEmpty());
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

  private static String choice(String name, String value, String... choices) {
    String chosen = text(value).orElse(choices[0]).toLowerCase(Locale.ROOT);
    if (!List.of(choices).contains(chosen)) {
      throw new PropertyRejected(
          name, Arrays.stream(choices).collect(Collectors.joining(", ", "is none of ", "")), null);
    }
    return chosen;
  }
}
