package org.meshwork.libp2p.protocol.gossipsub;

import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;

/** Whether messages are signed (libp2p/specs pubsub, "Signature Policy Options"). */
public enum SignaturePolicy {
  /** Own messages are, and others must be. */
  STRICT_SIGN {
    @Override
    void require(PubSubMessage message) {
      Signatures.requireSigned(message);
    }
  },
  /**
   * None are, and none may name an author. Ids must come from the content then: {@link
   * MessageIds#BY_CONTENT}.
   */
  STRICT_NO_SIGN {
    @Override
    void require(PubSubMessage message) {
      Signatures.requireAnonymous(message);
    }
  };

  /**
   * @throws InputRefused if the message breaks the policy
   */
  abstract void require(PubSubMessage message);
}
