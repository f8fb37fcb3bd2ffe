package org.meshwork.libp2p.protocol.kad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Cid;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.KadRecord;
import org.meshwork.libp2p.protocol.kad.wire.MessageType;

/**
 * What this node answers in server mode (libp2p/specs kad-dht, "RPC messages"). On its executor.
 */
final class Answers {
  private final PeerId self;
  private final Neighbours neighbours;
  private final Values values;
  private final Contents contents;

  Answers(PeerId self, Neighbours neighbours, Values values, Contents contents) {
    this.self = self;
    this.neighbours = neighbours;
    this.values = values;
    this.contents = contents;
  }

  /**
   * @return empty where the message has no answer
   * @throws InputRefused if the request is none
   * @throws KademliaFailed {@code OUTDATED} if a value is put in place of a better one
   */
  Optional<KadMessage> answer(PeerId asker, KadMessage request) {
    neighbours.heardOf(asker);
    return switch (request.type()) {
      case FIND_NODE -> Optional.of(findNode(asker, request));
      case GET_VALUE -> Optional.of(getValue(asker, request));
      case PUT_VALUE -> Optional.of(putValue(request));
      case GET_PROVIDERS -> Optional.of(getProviders(asker, request));
      case ADD_PROVIDER -> {
        addProvider(asker, request);
        yield Optional.empty();
      }
      case PING -> Optional.of(request);
    };
  }

  private KadMessage findNode(PeerId asker, KadMessage request) {
    Bytes key = requireKey(request);
    List<KadPeer> closer = new ArrayList<>(sought(key).stream().toList());
    closer.addAll(neighbours.closest(Key.of(key), asker));
    return new KadMessage(
        MessageType.FIND_NODE,
        key,
        Optional.empty(),
        closer.stream().distinct().limit(KadMessage.MAX_CLOSER_PEERS).toList(),
        List.of());
  }

  /**
   * The very peer that is looked for, although it may be in client mode and in no table: this node,
   * or one that it is connected to.
   */
  private Optional<KadPeer> sought(Bytes key) {
    try {
      PeerId peer = PeerId.decode(key);
      return Optional.of(peer)
          .filter(found -> found.equals(self) || neighbours.isConnected(found))
          .map(neighbours::describe)
          .filter(found -> !found.addresses().isEmpty());
    } catch (InputRefused noPeer) {
      return Optional.empty();
    }
  }

  private KadMessage getValue(PeerId asker, KadMessage request) {
    Bytes key = requireKey(request);
    return new KadMessage(
        MessageType.GET_VALUE,
        key,
        values
            .held(key)
            .map(held -> new KadRecord(key, held.value(), Optional.of(held.received()))),
        neighbours.closest(Key.of(key), asker),
        List.of());
  }

  private KadMessage putValue(KadMessage request) {
    KadRecord record =
        request
            .record()
            .orElseThrow(() -> new InputRefused(Reason.TRUNCATED, "a value without a record"));
    if (!record.key().equals(requireKey(request))) {
      throw new InputRefused(Reason.MALFORMED, "a record of another key than its message");
    }
    values.keep(record.key(), record.value());
    return request;
  }

  private KadMessage getProviders(PeerId asker, KadMessage request) {
    Bytes key = requireKey(request);
    return new KadMessage(
        MessageType.GET_PROVIDERS,
        key,
        Optional.empty(),
        neighbours.closest(Key.of(key), asker),
        contents.providers(content(key)));
  }

  /** Nobody is made a provider by others. */
  private void addProvider(PeerId asker, KadMessage request) {
    Multihash content = content(requireKey(request));
    request.providerPeers().stream()
        .filter(provider -> provider.id().equals(asker))
        .findFirst()
        .ifPresent(provider -> contents.keep(content, provider));
  }

  /** The specification speaks of identifiers, and says that all send the hash of them. */
  private static Multihash content(Bytes key) {
    try {
      return Multihash.decode(key);
    } catch (InputRefused noHash) {
      return Cid.decode(key).hash();
    }
  }

  private static Bytes requireKey(KadMessage request) {
    if (request.key().isEmpty()) {
      throw new InputRefused(Reason.TRUNCATED, "a request without a key");
    }
    return request.key();
  }
}
