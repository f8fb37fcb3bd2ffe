package org.meshwork.libp2p.peerstore;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/**
 * What is known of peers: where they may be reached, for how long that is believed, and what they
 * speak. Methods may be called from any thread and never block on anything remote; an
 * implementation that keeps it on a disk does so behind them. What is above a bound is left out.
 */
public interface PeerStore {
  /** Of one peer; certified ones come first, further ones displace those that expire earlier. */
  int MAX_ADDRESSES = 64;

  /** Of one peer. */
  int MAX_PROTOCOLS = 1_024;

  /** The longest that addresses are kept; more is taken for this. */
  Duration MAX_TIME_TO_LIVE = Duration.ofDays(36_500);

  /**
   * Notes where the peer may be, by anybody's word. An address that is known already lasts as long
   * as the longer of both times; none lasts shorter than before.
   *
   * @param addresses with or without a {@code /p2p} step at their end; those that lead to another
   *     peer are left out
   * @param timeToLive 0 or less adds nothing
   */
  void addAddresses(PeerId peer, Collection<Multiaddr> addresses, Duration timeToLive);

  /**
   * Notes where a peer may be, by its own signed word, which replaces its older word.
   *
   * @return whether it was taken: not if a record with a larger or the same number is known, even
   *     if that has expired, unless it is that very record; if it is and has not expired, it lasts
   *     longer, and is still nothing new
   */
  boolean addCertified(CertifiedPeerRecord record, Duration timeToLive);

  /**
   * Where the peer may be, as far as that is still believed, without its own {@code /p2p} step:
   * certified ones first, each in the order in which they came.
   */
  List<Multiaddr> addresses(PeerId peer);

  /** The peer's newest record, unless it has expired. */
  Optional<CertifiedPeerRecord> certified(PeerId peer);

  /** What the peer is known to speak, sorted; empty if that is not known. */
  Set<String> protocols(PeerId peer);

  /** Notes all that the peer speaks now. */
  void setProtocols(PeerId peer, Set<String> protocols);

  /** Those with addresses that are still believed, or with protocols, in no order. */
  List<PeerId> peers();

  /** Forgets all of the peer, its record's number too. */
  void remove(PeerId peer);
}
