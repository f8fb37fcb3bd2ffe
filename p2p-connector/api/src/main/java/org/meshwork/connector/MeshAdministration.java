package org.meshwork.connector;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What runs a node: for the node's own application and its administrators' tools, not for plug-ins,
 * which is why it is an administered object that a server's administrator binds, as {@code
 * java:/mesh/Administration}. Any thread may use it; calls that take a timeout block. All throw
 * {@link MeshFailed}: {@code STOPPED} if the adapter is.
 */
public interface MeshAdministration {
  /** How the node is now. */
  NodeStatus status();

  /** The peers that are connected now. */
  List<ConnectedPeer> peers();

  /**
   * Connects to a peer, even if that failed just now.
   *
   * @param address a multiaddress, with or without a {@code /p2p} step
   * @param timeout 1 ms to 10 minutes
   * @return who is there
   */
  PeerName connect(String address, Duration timeout);

  /**
   * Connects to a peer whose addresses are known, unless it is connected.
   *
   * @throws MeshFailed also {@code UNREACHABLE} if none is known, or all have failed not long ago
   */
  void connect(PeerName peer, Duration timeout);

  /** Closes all connections to the peer; either side may connect again. */
  void disconnect(PeerName peer);

  /**
   * Closes all connections to the peer, and lets none be made, until {@link #unblock} or a restart.
   */
  void block(PeerName peer);

  void unblock(PeerName peer);

  Set<PeerName> blocked();

  /**
   * Notes where a peer may be.
   *
   * @param addresses multiaddresses; those that can't be read, or lead to another peer, are left
   *     out
   * @param timeToLive for which that is believed
   */
  void learn(PeerName peer, List<String> addresses, Duration timeToLive);

  /** Where the peer may be, as far as is known. */
  List<String> addresses(PeerName peer);

  /**
   * How long a peer that is connected takes to answer.
   *
   * @param timeout 1 ms to 10 minutes
   */
  Duration ping(PeerName peer, Duration timeout);

  /**
   * Signs with the node's key (libp2p signed envelope, RFC 0002).
   *
   * @param purpose such as {@code capability-descriptor}: a signature for one is none for another
   * @param statement up to 16,000 bytes
   */
  byte[] sign(String purpose, byte[] statement);

  /**
   * What somebody has signed.
   *
   * @throws MeshFailed {@code FORGED} unless the bytes are a whole envelope for this purpose, with
   *     a good signature
   */
  SignedStatement open(String purpose, byte[] envelope);
}
