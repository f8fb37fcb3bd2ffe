package org.meshwork.libp2p.protocol.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.record.OpenedRecords;

/** A message while its fields come in; of one that comes twice, the last counts. */
final class IdentifyFields {
  private final List<Bytes> addresses = new ArrayList<>();
  private final List<String> protocols = new ArrayList<>();
  private Optional<Bytes> key = Optional.empty();
  private Optional<Bytes> observed = Optional.empty();
  private Optional<String> protocolVersion = Optional.empty();
  private Optional<String> agentVersion = Optional.empty();
  private Optional<Bytes> certified = Optional.empty();

  void key(Bytes value) {
    key = Optional.of(value);
  }

  void address(Bytes value) {
    requireRoom(addresses, IdentifyMessage.MAX_ADDRESSES, "addresses");
    addresses.add(value);
  }

  void protocol(String value) {
    requireRoom(protocols, IdentifyMessage.MAX_PROTOCOLS, "protocols");
    protocols.add(value);
  }

  private static void requireRoom(List<?> list, int max, String what) {
    if (list.size() == max) {
      throw new InputRefused(Reason.TOO_LARGE, "an identity of more than " + max + " " + what);
    }
  }

  void observed(Bytes value) {
    observed = Optional.of(value);
  }

  void protocolVersion(String value) {
    protocolVersion = Optional.of(value);
  }

  void agentVersion(String value) {
    agentVersion = Optional.of(value);
  }

  void certified(Bytes value) {
    certified = Optional.of(value);
  }

  /** Checks signatures only now, and so once at most. */
  IdentifyMessage toMessage(OpenedRecords records) {
    return new IdentifyMessage(
        key.map(PublicKey::decode),
        addresses.stream().flatMap(address -> readable(address).stream()).toList(),
        protocols,
        observed.flatMap(IdentifyFields::readable),
        protocolVersion,
        agentVersion,
        // Some peers send it empty when they have none.
        certified.filter(bytes -> !bytes.isEmpty()).map(records::open));
  }

  private static Optional<Multiaddr> readable(Bytes address) {
    try {
      return Optional.of(Multiaddr.decode(address));
    } catch (InputRefused unknownHere) {
      // The peer may speak protocols that we don't; its other addresses are as good as before.
      return Optional.empty();
    }
  }
}
