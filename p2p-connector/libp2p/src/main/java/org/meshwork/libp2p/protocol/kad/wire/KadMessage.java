package org.meshwork.libp2p.protocol.kad.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * A request or an answer: the message {@code Message}.
 *
 * @param key empty where none is given
 * @param providerPeers at most {@link #MAX_PROVIDERS}; others are left out
 */
public record KadMessage(
    MessageType type,
    Bytes key,
    Optional<KadRecord> record,
    List<KadPeer> closerPeers,
    List<KadPeer> providerPeers) {
  /** Of an encoded message. */
  public static final int MAX_BYTES = 1 << 20;

  public static final int MAX_KEY_BYTES = 512;

  /** Nobody's k is larger. */
  public static final int MAX_CLOSER_PEERS = 64;

  public static final int MAX_PROVIDERS = 256;

  private static final int TYPE = 1;
  private static final int KEY = 2;
  private static final int RECORD = 3;
  private static final int CLOSER_PEERS = 8;
  private static final int PROVIDER_PEERS = 9;

  /**
   * @throws InputRefused if the key or the closer peers are above their bounds
   */
  public KadMessage {
    Objects.requireNonNull(type);
    requireKeySize(key);
    Objects.requireNonNull(record);
    closerPeers = List.copyOf(closerPeers);
    requireCloserPeers(closerPeers.size());
    providerPeers = providerPeers.stream().limit(MAX_PROVIDERS).toList();
  }

  static void requireKeySize(Bytes key) {
    if (key.size() > MAX_KEY_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a key of more than " + MAX_KEY_BYTES + " bytes");
    }
  }

  private static void requireCloserPeers(int count) {
    if (count > MAX_CLOSER_PEERS) {
      throw new InputRefused(
          Reason.TOO_LARGE, "a message of more than " + MAX_CLOSER_PEERS + " closer peers");
    }
  }

  public static KadMessage findNode(Bytes key) {
    return of(MessageType.FIND_NODE, key);
  }

  public static KadMessage getValue(Bytes key) {
    return of(MessageType.GET_VALUE, key);
  }

  public static KadMessage getProviders(Bytes key) {
    return of(MessageType.GET_PROVIDERS, key);
  }

  private static KadMessage of(MessageType type, Bytes key) {
    return new KadMessage(type, key, Optional.empty(), List.of(), List.of());
  }

  public static KadMessage putValue(KadRecord record) {
    return new KadMessage(
        MessageType.PUT_VALUE, record.key(), Optional.of(record), List.of(), List.of());
  }

  public static KadMessage addProvider(Bytes key, KadPeer provider) {
    return new KadMessage(
        MessageType.ADD_PROVIDER, key, Optional.empty(), List.of(), List.of(provider));
  }

  /**
   * @throws InputRefused if the bytes are no message, or above the bounds
   */
  public static KadMessage decode(Bytes message) {
    if (message.size() > MAX_BYTES) {
      throw new InputRefused(Reason.TOO_LARGE, "a message of more than " + MAX_BYTES + " bytes");
    }
    MessageType type = MessageType.PUT_VALUE;
    Bytes key = Bytes.EMPTY;
    Optional<KadRecord> record = Optional.empty();
    List<KadPeer> closer = new ArrayList<>();
    List<KadPeer> providers = new ArrayList<>();
    int closerCount = 0;
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case TYPE -> type = MessageType.of(reader.varint());
        case KEY -> key = reader.bytes();
        case RECORD -> record = Optional.of(KadRecord.decode(reader.bytes()));
        case CLOSER_PEERS -> {
          requireCloserPeers(++closerCount);
          KadPeer.decode(reader.bytes()).ifPresent(closer::add);
        }
        case PROVIDER_PEERS -> addWithinBound(reader, providers);
        default -> reader.skip();
      }
    }
    return new KadMessage(type, key, record, closer, providers);
  }

  private static void addWithinBound(ProtobufReader reader, List<KadPeer> providers) {
    if (providers.size() < MAX_PROVIDERS) {
      KadPeer.decode(reader.bytes()).ifPresent(providers::add);
    } else {
      reader.skip();
    }
  }

  public Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter().varint(TYPE, type.code());
    if (!key.isEmpty()) {
      writer.bytes(KEY, key);
    }
    record.ifPresent(value -> writer.bytes(RECORD, value.encode()));
    closerPeers.forEach(peer -> writer.bytes(CLOSER_PEERS, peer.encode()));
    providerPeers.forEach(peer -> writer.bytes(PROVIDER_PEERS, peer.encode()));
    return writer.toBytes();
  }
}
