package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protobuf.ProtobufReader;
import org.meshwork.libp2p.record.SignedEnvelope;

/** Reads one RPC, and counts what it holds. */
final class RpcReading {
  /** Longer ones say no more. */
  private static final long MAX_BACKOFF_SECONDS = Duration.ofDays(365).toSeconds();

  private final List<Subscription> subscriptions = new ArrayList<>(0);
  private final List<PubSubMessage> messages = new ArrayList<>(0);
  private final List<Advertisement> advertisements = new ArrayList<>(0);
  private final List<MessageId> wanted = new ArrayList<>(0);
  private final List<Topic> grafted = new ArrayList<>(0);
  private final List<Prune> pruned = new ArrayList<>(0);
  private final List<MessageId> unwanted = new ArrayList<>(0);
  private final RpcBounds bounds;
  private int ids;
  private int requests;
  private int refusals;

  RpcReading(RpcBounds bounds) {
    this.bounds = bounds;
  }

  Rpc read(Bytes message) {
    require(message.size(), bounds.maxBytes(), "bytes");
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.SUBSCRIPTION -> readSubscription(reader.bytes());
        case RpcFields.PUBLISH -> readMessage(reader.bytes());
        case RpcFields.CONTROL -> readControl(reader.bytes());
        default -> reader.skip();
      }
    }
    return new Rpc(subscriptions, messages, advertisements, wanted, grafted, pruned, unwanted);
  }

  private void readMessage(Bytes message) {
    require(messages.size() + 1, bounds.maxMessages(), "messages");
    messages.add(PubSubMessage.decode(message));
  }

  private void readSubscription(Bytes message) {
    require(subscriptions.size() + 1, bounds.maxSubscriptions(), "subscriptions");
    boolean isWanted = false;
    Optional<Topic> topic = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.IS_WANTED -> isWanted = reader.varint() != 0;
        case RpcFields.SUBSCRIBED_TOPIC -> topic = Optional.of(Topic.decode(reader.bytes()));
        default -> reader.skip();
      }
    }
    subscriptions.add(new Subscription(required(topic), isWanted));
  }

  private static Topic required(Optional<Topic> topic) {
    return topic.orElseThrow(() -> new InputRefused(Reason.MALFORMED, "an RPC without a topic"));
  }

  private void readControl(Bytes message) {
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.IHAVE -> readAdvertisement(reader.bytes());
        case RpcFields.IWANT -> readIds(reader.bytes(), ++requests, wanted::add);
        case RpcFields.GRAFT -> readGraft(reader.bytes());
        case RpcFields.PRUNE -> readPrune(reader.bytes());
        case RpcFields.IDONTWANT -> readIds(reader.bytes(), ++refusals, unwanted::add);
        default -> reader.skip();
      }
    }
  }

  private void readAdvertisement(Bytes message) {
    require(advertisements.size() + 1, bounds.maxControls(), "advertisements");
    Optional<Topic> topic = Optional.empty();
    List<MessageId> advertised = new ArrayList<>();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.ABOUT -> topic = Optional.of(Topic.decode(reader.bytes()));
        case RpcFields.ADVERTISED_ID -> advertised.add(id(reader.bytes()));
        default -> reader.skip();
      }
    }
    advertisements.add(new Advertisement(required(topic), advertised));
  }

  private MessageId id(Bytes bytes) {
    require(++ids, bounds.maxIds(), "message ids");
    return new MessageId(bytes);
  }

  private void readIds(Bytes message, int count, Consumer<MessageId> sink) {
    require(count, bounds.maxControls(), "control messages of a kind");
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == RpcFields.ID) {
        sink.accept(id(reader.bytes()));
      } else {
        reader.skip();
      }
    }
  }

  private void readGraft(Bytes message) {
    require(grafted.size() + 1, bounds.maxControls(), "grafts");
    Optional<Topic> topic = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      if (reader.field() == RpcFields.ABOUT) {
        topic = Optional.of(Topic.decode(reader.bytes()));
      } else {
        reader.skip();
      }
    }
    grafted.add(required(topic));
  }

  private void readPrune(Bytes message) {
    require(pruned.size() + 1, bounds.maxControls(), "prunes");
    Optional<Topic> topic = Optional.empty();
    List<ProposedPeer> peers = new ArrayList<>(0);
    Optional<Duration> backoff = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.ABOUT -> topic = Optional.of(Topic.decode(reader.bytes()));
        case RpcFields.PROPOSED -> {
          require(peers.size() + 1, bounds.maxPeers(), "proposed peers");
          peers.add(proposed(reader.bytes()));
        }
        case RpcFields.BACKOFF -> backoff = Optional.of(seconds(reader.varint()));
        default -> reader.skip();
      }
    }
    pruned.add(new Prune(required(topic), peers, backoff));
  }

  private static Duration seconds(long unsigned) {
    boolean isLonger = Long.compareUnsigned(unsigned, MAX_BACKOFF_SECONDS) > 0;
    return Duration.ofSeconds(isLonger ? MAX_BACKOFF_SECONDS : unsigned);
  }

  private static ProposedPeer proposed(Bytes message) {
    Optional<PeerId> peer = Optional.empty();
    Optional<Bytes> record = Optional.empty();
    ProtobufReader reader = new ProtobufReader(message);
    while (reader.next()) {
      switch (reader.field()) {
        case RpcFields.PROPOSED_ID -> peer = Optional.of(PeerId.decode(reader.bytes()));
        case RpcFields.PROPOSED_RECORD -> record = Optional.of(reader.bytes());
        default -> reader.skip();
      }
    }
    require(record.map(Bytes::size).orElse(0), SignedEnvelope.MAX_BYTES, "bytes in a record");
    return new ProposedPeer(
        peer.orElseThrow(
            () -> new InputRefused(Reason.MALFORMED, "a proposed peer without a name")),
        record.filter(bytes -> !bytes.isEmpty()));
  }

  private static void require(int count, int max, String unit) {
    if (count > max) {
      throw new InputRefused(Reason.TOO_LARGE, "an RPC of more than " + max + " " + unit);
    }
  }
}
