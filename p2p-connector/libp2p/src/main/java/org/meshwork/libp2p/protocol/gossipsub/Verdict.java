package org.meshwork.libp2p.protocol.gossipsub;

/** What the application thinks of a message (gossipsub 1.1, "Extended Validators"). */
public enum Verdict {
  /** It is delivered and passed on. */
  ACCEPT,
  /** It is neither, and who sent it is penalised. */
  REJECT,
  /** It is neither, and nobody is penalised. */
  IGNORE
}
