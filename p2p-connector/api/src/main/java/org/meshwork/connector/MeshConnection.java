package org.meshwork.connector;

import java.time.Duration;
import java.util.List;

/**
 * Leave to speak to the mesh, for one thread at a time; how many there are at once bounds what
 * applications ask of it. No socket stands behind it: peers are connected as they are needed, and
 * kept. Calls block their thread, in no transaction of their own; all throw {@link MeshFailed}, and
 * {@link IllegalStateException} once it is closed.
 */
public interface MeshConnection extends AutoCloseable {
  /** This node. */
  PeerName self();

  /**
   * Asks a peer, and waits for its reply.
   *
   * @param protocol such as {@code /example/quote/1.0.0}, on which a {@link RequestListener}
   *     listens there
   * @param timeout for all of it, connecting included; 1 ms to 10 minutes
   * @return the reply, which may be empty
   */
  byte[] request(PeerName peer, String protocol, byte[] payload, Duration timeout);

  /** Asks a peer for something that it can do; as {@link #request}. */
  byte[] call(PeerName peer, SkillName skill, byte[] input, Duration timeout);

  /**
   * Opens a stream to a peer, on which either side speaks as the protocol says. It outlives no
   * longer than this connection.
   *
   * @param timeout for connecting, and for each read and write
   */
  MeshStream open(PeerName peer, String protocol, Duration timeout);

  /**
   * Sends a message to all who listen to the topic.
   *
   * @param topic 1 to 256 characters
   */
  void publish(String topic, byte[] message);

  /**
   * Tells the hash table that this node has the bytes, now and again until {@link #withdraw}.
   *
   * @return how many peers have noted it
   */
  int provide(ContentName content, Duration timeout);

  /** Tells it no more; what was told lasts for up to two days. */
  void withdraw(ContentName content);

  /**
   * Who has the bytes, as far as the hash table knows.
   *
   * @param max 1 to 1,024
   */
  List<PeerName> find(ContentName content, int max, Duration timeout);

  /** The peers that are connected now. */
  List<ConnectedPeer> peers();

  /** Gives it back; a stream that is still open is reset. */
  @Override
  void close();
}
