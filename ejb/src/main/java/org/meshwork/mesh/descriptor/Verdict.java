package org.meshwork.mesh.descriptor;

/** What became of an envelope that has arrived. */
public enum Verdict {
  /** New, and to be used. */
  ACCEPTED(false),
  /** The newest of its node, once more: gossip is like that. */
  KNOWN(false),
  /** Older than one that was accepted before. */
  REPLAYED(false),
  /** Past its time, or issued by a clock that is behind. */
  EXPIRED(false),
  /** Issued by a clock that is ahead, further than is tolerated. */
  FROM_THE_FUTURE(false),
  /** Not signed, or not by the node it describes. */
  FORGED(true),
  /** Signed, but no descriptor. */
  MALFORMED(true),
  /** Longer than any descriptor. */
  OVERSIZE(true);

  private final boolean blamesSender;

  Verdict(boolean blamesSender) {
    this.blamesSender = blamesSender;
  }

  /** Whether no honest peer would have passed it on. */
  public boolean blamesSender() {
    return blamesSender;
  }
}
