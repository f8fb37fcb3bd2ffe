package org.meshwork.connector.adapter.outbound;

import static org.meshwork.connector.adapter.calls.Waiting.MAX_TIMEOUT;
import static org.meshwork.connector.adapter.calls.Waiting.await;
import static org.meshwork.connector.adapter.calls.Waiting.requireTimeout;

import java.time.Duration;
import java.util.List;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.ContentName;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.adapter.calls.ConnectedPeers;
import org.meshwork.connector.adapter.calls.Names;
import org.meshwork.connector.adapter.wire.Reply;
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
  /** Nobody asks for less patience than the connection's own clock has. */
  private static final Duration MIN_BOUND = Duration.ofMillis(10);

  private static final int MAX_PAYLOAD_BYTES = 4 << 20;
  private static final int MAX_FOUND = 1_024;

  private final Node node;

  MeshCalls(Node node) {
    this.node = node;
  }

  PeerName self() {
    return Names.peer(node.host().id());
  }

  byte[] request(PeerName peer, String protocol, byte[] payload, Duration timeout) {
    PeerId to = Names.peer(peer);
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
    PeerId to = Names.peer(peer);
    requireTimeout(timeout);
    return await(node.host().connectAndOpen(to, protocol), timeout);
  }

  void publish(String topic, byte[] message) {
    Topic to = Names.parsed(() -> new Topic(topic));
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
    return found.stream().map(contact -> Names.peer(contact.peer())).toList();
  }

  private static Multihash multihash(ContentName content) {
    return new Multihash(HashFunction.SHA2_256.code(), Bytes.ofHex(content.sha256()));
  }

  List<ConnectedPeer> peers() {
    return ConnectedPeers.of(node.host());
  }
}
