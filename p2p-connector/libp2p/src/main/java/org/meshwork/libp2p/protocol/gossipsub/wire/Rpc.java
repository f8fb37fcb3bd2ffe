package org.meshwork.libp2p.protocol.gossipsub.wire;

import java.util.List;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * What peers tell each other at once (libp2p/specs pubsub, "The RPC"; gossipsub 1.0 to 1.2,
 * "Protobuf"). Control messages of one kind are put together where nothing keeps them apart.
 *
 * @param wanted IWANT: messages that the peer asks for
 * @param grafted GRAFT: topics in whose mesh the peer has taken this side
 * @param unwanted IDONTWANT: messages that the peer need not be sent
 */
public record Rpc(
    List<Subscription> subscriptions,
    List<PubSubMessage> messages,
    List<Advertisement> advertisements,
    List<MessageId> wanted,
    List<Topic> grafted,
    List<Prune> pruned,
    List<MessageId> unwanted) {
  public Rpc {
    subscriptions = List.copyOf(subscriptions);
    messages = List.copyOf(messages);
    advertisements = List.copyOf(advertisements);
    wanted = List.copyOf(wanted);
    grafted = List.copyOf(grafted);
    pruned = List.copyOf(pruned);
    unwanted = List.copyOf(unwanted);
  }

  /**
   * Reads an RPC. Extensions that are not known here are passed over.
   *
   * @throws InputRefused if it is none, or exceeds the bounds
   */
  public static Rpc decode(Bytes message, RpcBounds bounds) {
    return new RpcReading(bounds).read(message);
  }

  /** Whether it says nothing, as keep-alives do. */
  public boolean isEmpty() {
    return subscriptions.isEmpty()
        && messages.isEmpty()
        && advertisements.isEmpty()
        && wanted.isEmpty()
        && grafted.isEmpty()
        && pruned.isEmpty()
        && unwanted.isEmpty();
  }
}
