package org.meshwork.connector.adapter.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.ContentName;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.HashFunction;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.protocol.kad.Contact;

/**
 * What applications ask of the node, each call waiting for its end. From any thread but event
 * loops.
 */
final class MeshCalls {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

  /** Nobody asks for less patience than the connection's own clock has. */
  private static final Duration MIN_BOUND = Duration.ofMillis(10);

  private static final int MAX_PAYLOAD_BYTES = 4 << 20;
  private static final int MAX_FOUND = 1_024;

  private final Node node;

  MeshCalls(Node node) {
    this.node = node;
  }

  PeerName self() {
    return new PeerName(node.host().id().toString());
  }

  byte[] request(PeerName peer, String protocol, byte[] payload, Duration timeout) {
    PeerId to = peerId(peer);
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new MeshFailed(
          Reason.BAD_REQUEST,
          "a payload of %d bytes, not %d at most; open a stream for more"
              .formatted(payload.length, MAX_PAYLOAD_BYTES));
    }
    requireTimeout(timeout);
    MessageBounds bounds =
        new MessageBounds(
            MAX_PAYLOAD_BYTES + Reply.MAX_OVERHEAD_BYTES,
            1,
            timeout.compareTo(MIN_BOUND) < 0 ? MIN_BOUND : timeout);
    Bytes answer =
        await(
            node.host()
                .connectAndOpen(to, protocol)
                .thenCompose(stream -> Messages.ask(stream, Bytes.of(payload), bounds)),
            timeout);
    return payload(answer);
  }

  private static void requireTimeout(Duration timeout) {
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new MeshFailed(
          Reason.BAD_REQUEST,
          "a timeout of %s, not %s to %s".formatted(timeout, MIN_TIMEOUT, MAX_TIMEOUT));
    }
  }

  private static byte[] payload(Bytes answer) {
    Reply reply;
    try {
      reply = Reply.decode(answer);
    } catch (InputRefused refused) {
      throw new MeshFailed(Reason.BAD_ANSWER, "the answer is no reply", refused);
    }
    return switch (reply.status()) {
      case OK -> reply.payload().toArray();
      case BUSY -> throw new MeshFailed(Reason.BUSY, "the peer is busy: " + reply.text());
      case ROLLED_BACK ->
          throw new MeshFailed(Reason.ROLLED_BACK, "the peer rolled back: " + reply.text());
      case REFUSED -> throw new MeshFailed(Reason.REFUSED, "the peer refuses: " + reply.text());
      case UNKNOWN ->
          throw new MeshFailed(Reason.BAD_ANSWER, "the reply has a status that is not known");
    };
  }

  ProtocolStream open(PeerName peer, String protocol, Duration timeout) {
    PeerId to = peerId(peer);
    requireTimeout(timeout);
    return await(node.host().connectAndOpen(to, protocol), timeout);
  }

  void publish(String topic, byte[] message) {
    Topic to = named(() -> new Topic(topic));
    await(node.gossip().publish(to, Bytes.of(message)), MAX_TIMEOUT);
  }

  int provide(ContentName content, Duration timeout) {
    requireTimeout(timeout);
    return await(node.hashTable().provide(multihash(content)), timeout);
  }

  void withdraw(ContentName content) {
    await(node.hashTable().stopProviding(multihash(content)), MAX_TIMEOUT);
  }

  List<PeerName> find(ContentName content, int max, Duration timeout) {
    requireTimeout(timeout);
    if (max < 1 || max > MAX_FOUND) {
      throw new MeshFailed(Reason.BAD_REQUEST, "max is %d, not 1 to %d".formatted(max, MAX_FOUND));
    }
    List<Contact> found = await(node.hashTable().findProviders(multihash(content), max), timeout);
    return found.stream().map(contact -> new PeerName(contact.peer().toString())).toList();
  }

  private static Multihash multihash(ContentName content) {
    return new Multihash(HashFunction.SHA2_256.code(), Bytes.ofHex(content.sha256()));
  }

  List<ConnectedPeer> peers() {
    Host host = node.host();
    Map<PeerId, List<Connection>> byPeer = new LinkedHashMap<>();
    for (Connection connection : host.connections()) {
      byPeer.computeIfAbsent(connection.remotePeer(), absent -> new ArrayList<>()).add(connection);
    }
    return byPeer.entrySet().stream()
        .map(entry -> describe(host, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static ConnectedPeer describe(Host host, PeerId peer, List<Connection> connections) {
    return new ConnectedPeer(
        new PeerName(peer.toString()),
        connections.stream().map(connection -> connection.remoteAddress().toString()).toList(),
        List.copyOf(host.peerStore().protocols(peer)),
        connections.stream().allMatch(Connection::isLimited));
  }

  private static PeerId peerId(PeerName name) {
    return named(() -> PeerId.parse(name.id()));
  }

  private static <T> T named(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (InputRefused refused) {
      throw new MeshFailed(Reason.BAD_REQUEST, refused.getMessage(), refused);
    }
  }

  private static <T> T await(CompletionStage<T> stage, Duration timeout) {
    try {
      return stage.toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new MeshFailed(Reason.TIMED_OUT, "no answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw Failures.of(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeshFailed(Reason.STOPPED, "the thread was interrupted as it waited", e);
    }
  }
}
