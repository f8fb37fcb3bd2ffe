package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.Objects;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.protobuf.ProtobufWriter;

/**
 * The message {@code Message} (libp2p/specs pubsub, "The Message"), as it came: nothing of it has
 * been checked but its form. What is absent is empty, and what is there may have no bytes.
 *
 * @param from the author's peer id, as it says
 * @param sequence of eight bytes, by the specification
 * @param key the author's, where its peer id doesn't tell
 * @param unknown the fields that are not known here, as they came: signatures cover them
 */
public record PubSubMessage(
    Optional<Bytes> from,
    Optional<Bytes> data,
    Optional<Bytes> sequence,
    Topic topic,
    Optional<Bytes> signature,
    Optional<Bytes> key,
    Bytes unknown) {
  private static final int FROM = 1;
  private static final int DATA = 2;
  private static final int SEQUENCE = 3;
  private static final int TOPIC = 4;
  private static final int SIGNATURE = 5;
  private static final int KEY = 6;

  public PubSubMessage {
    Objects.requireNonNull(from);
    Objects.requireNonNull(data);
    Objects.requireNonNull(sequence);
    Objects.requireNonNull(topic);
    Objects.requireNonNull(signature);
    Objects.requireNonNull(key);
    Objects.requireNonNull(unknown);
  }

  /** Nobody's: without author, number and signature. */
  public static PubSubMessage anonymous(Topic topic, Bytes data) {
    return new PubSubMessage(
        Optional.empty(),
        Optional.of(data),
        Optional.empty(),
        topic,
        Optional.empty(),
        Optional.empty(),
        Bytes.EMPTY);
  }

  static PubSubMessage decode(Bytes message) {
    Optional<Bytes> from = Optional.empty();
    Optional<Bytes> data = Optional.empty();
    Optional<Bytes> sequence = Optional.empty();
    Optional<Topic> topic = Optional.empty();
    Optional<Bytes> signature = Optional.empty();
    Optional<Bytes> key = Optional.empty();
    ProtobufWriter unknown = new ProtobufWriter();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case FROM -> from = Optional.of(reader.bytes());
        case DATA -> data = Optional.of(reader.bytes());
        case SEQUENCE -> sequence = Optional.of(reader.bytes());
        case TOPIC -> topic = Optional.of(Topic.decode(reader.bytes()));
        case SIGNATURE -> signature = Optional.of(reader.bytes());
        case KEY -> key = Optional.of(reader.bytes());
        default -> unknown.raw(reader.skipped());
      }
    }
    Topic about =
        topic.orElseThrow(
            () -> new InputRefused(Reason.MALFORMED, "a message that is about nothing"));
    return new PubSubMessage(from, data, sequence, about, signature, key, unknown.toBytes());
  }

  /** The fields in the order of their numbers, and those that are not known behind them. */
  Bytes encode() {
    ProtobufWriter writer = new ProtobufWriter();
    from.ifPresent(value -> writer.bytes(FROM, value));
    data.ifPresent(value -> writer.bytes(DATA, value));
    sequence.ifPresent(value -> writer.bytes(SEQUENCE, value));
    writer.bytes(TOPIC, topic.encode());
    signature.ifPresent(value -> writer.bytes(SIGNATURE, value));
    key.ifPresent(value -> writer.bytes(KEY, value));
    return writer.raw(unknown).toBytes();
  }

  /** What the application sent. */
  public Bytes payload() {
    return data.orElse(Bytes.EMPTY);
  }

  /**
   * Who wrote it, as it says.
   *
   * @throws InputRefused if {@code from} is no peer id
   */
  public Optional<PeerId> author() {
    return from.map(PeerId::decode);
  }

  /** Without signature and key. */
  PubSubMessage unsigned() {
    return new PubSubMessage(
        from, data, sequence, topic, Optional.empty(), Optional.empty(), unknown);
  }

  PubSubMessage withSignature(Optional<Bytes> other) {
    return new PubSubMessage(from, data, sequence, topic, other, key, unknown);
  }
}
