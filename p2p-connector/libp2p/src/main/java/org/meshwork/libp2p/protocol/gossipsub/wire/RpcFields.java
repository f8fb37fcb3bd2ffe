package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * The parts of an RPC, each written once for all who are sent it. {@link RpcFrame} puts them
 * together.
 */
public final class RpcFields {
  static final int SUBSCRIPTION = 1;
  static final int PUBLISH = 2;
  static final int CONTROL = 3;
  static final int IS_WANTED = 1;
  static final int SUBSCRIBED_TOPIC = 2;
  static final int IHAVE = 1;
  static final int IWANT = 2;
  static final int GRAFT = 3;
  static final int PRUNE = 4;
  static final int IDONTWANT = 5;
  static final int ABOUT = 1;
  static final int ADVERTISED_ID = 2;
  static final int ID = 1;
  static final int PROPOSED = 2;
  static final int BACKOFF = 3;
  static final int PROPOSED_ID = 1;
  static final int PROPOSED_RECORD = 2;

  /** Of ids in one control message, so that it fits into every RPC. */
  private static final int MAX_ID_BYTES = 16 << 10;

  private RpcFields() {}

  public static Bytes subscription(Subscription subscription) {
    Bytes body =
        new ProtobufWriter()
            .varint(IS_WANTED, subscription.isWanted() ? 1 : 0)
            .bytes(SUBSCRIBED_TOPIC, subscription.topic().encode())
            .toBytes();
    return new ProtobufWriter().bytes(SUBSCRIPTION, body).toBytes();
  }

  public static Bytes message(PubSubMessage message) {
    return new ProtobufWriter().bytes(PUBLISH, message.encode()).toBytes();
  }

  /** Control: one IHAVE, or several if the ids are many. */
  public static List<Bytes> advertisements(Topic topic, Collection<MessageId> ids) {
    Bytes about = new ProtobufWriter().bytes(ABOUT, topic.encode()).toBytes();
    return withIds(IHAVE, about, ADVERTISED_ID, ids);
  }

  /** Control: IWANT, as {@link #advertisements}. */
  public static List<Bytes> requests(Collection<MessageId> ids) {
    return withIds(IWANT, Bytes.EMPTY, ID, ids);
  }

  /** Control: IDONTWANT, as {@link #advertisements}. */
  public static List<Bytes> refusals(Collection<MessageId> ids) {
    return withIds(IDONTWANT, Bytes.EMPTY, ID, ids);
  }

  private static List<Bytes> withIds(int kind, Bytes head, int field, Collection<MessageId> ids) {
    List<Bytes> parts = new ArrayList<>(1);
    ProtobufWriter body = new ProtobufWriter().raw(head);
    int size = 0;
    for (MessageId id : ids) {
      if (size + id.bytes().size() > MAX_ID_BYTES) {
        parts.add(new ProtobufWriter().bytes(kind, body.toBytes()).toBytes());
        body = new ProtobufWriter().raw(head);
        size = 0;
      }
      body.bytes(field, id.bytes());
      size += id.bytes().size();
    }
    parts.add(new ProtobufWriter().bytes(kind, body.toBytes()).toBytes());
    return parts;
  }

  /** Control: GRAFT. */
  public static Bytes graft(Topic topic) {
    Bytes body = new ProtobufWriter().bytes(ABOUT, topic.encode()).toBytes();
    return new ProtobufWriter().bytes(GRAFT, body).toBytes();
  }

  /** Control: PRUNE. */
  public static Bytes prune(Prune prune) {
    ProtobufWriter body = new ProtobufWriter().bytes(ABOUT, prune.topic().encode());
    prune.peers().forEach(peer -> body.bytes(PROPOSED, proposed(peer)));
    prune.backoff().map(Duration::toSeconds).ifPresent(value -> body.varint(BACKOFF, value));
    return new ProtobufWriter().bytes(PRUNE, body.toBytes()).toBytes();
  }

  private static Bytes proposed(ProposedPeer peer) {
    ProtobufWriter body = new ProtobufWriter().bytes(PROPOSED_ID, peer.peer().encode());
    peer.record().ifPresent(record -> body.bytes(PROPOSED_RECORD, record));
    return body.toBytes();
  }
}
