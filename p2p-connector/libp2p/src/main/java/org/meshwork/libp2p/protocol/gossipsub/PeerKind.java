package org.meshwork.libp2p.protocol.gossipsub;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a peer understands, by the protocol that was agreed with it. In the order of age. */
enum PeerKind {
  FLOODSUB("/floodsub/1.0.0"),
  V1_0("/meshsub/1.0.0"),
  V1_1("/meshsub/1.1.0"),
  V1_2("/meshsub/1.2.0");

  private final String protocol;

  PeerKind(String protocol) {
    this.protocol = protocol;
  }

  /** The newest first. */
  static List<String> protocols() {
    return Arrays.stream(values())
        .sorted(Comparator.reverseOrder())
        .map(kind -> kind.protocol)
        .toList();
  }

  static PeerKind of(String protocol) {
    return Arrays.stream(values())
        .filter(kind -> kind.protocol.equals(protocol))
        .findAny()
        .orElseThrow();
  }

  boolean hasMesh() {
    return this != FLOODSUB;
  }

  /** Backoff and proposed peers in PRUNE. */
  boolean takesProposals() {
    return compareTo(V1_1) >= 0;
  }

  boolean takesRefusals() {
    return compareTo(V1_2) >= 0;
  }
}
