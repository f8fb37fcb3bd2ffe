package org.meshwork.mesh.descriptor;

import java.util.LinkedHashMap;
import java.util.Map;
import org.meshwork.connector.PeerName;

/**
 * The highest sequence number of each node, long after its descriptor has expired. Of too many
 * nodes, the one that was quiet longest is forgotten.
 */
final class SequenceMemory {
  private final int maxPeers;

  @SuppressWarnings("serial")
  private final Map<PeerName, Long> highest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerName, Long> eldest) {
          return size() > maxPeers;
        }
      };

  SequenceMemory(int maxPeers) {
    if (maxPeers < 1) {
      throw new IllegalArgumentException("a memory holds something");
    }
    this.maxPeers = maxPeers;
  }

  /** ACCEPTED and remembered if the number is higher than before, else KNOWN or REPLAYED. */
  synchronized Verdict admit(PeerName peer, long sequence) {
    Long before = highest.get(peer);
    if (before != null && before >= sequence) {
      return before == sequence ? Verdict.KNOWN : Verdict.REPLAYED;
    }
    highest.put(peer, sequence);
    return Verdict.ACCEPTED;
  }

  synchronized int size() {
    return highest.size();
  }
}
