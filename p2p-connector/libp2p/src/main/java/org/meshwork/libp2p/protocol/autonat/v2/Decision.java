package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.Objects;

/** What a server does with a request. */
sealed interface Decision {
  record Refused(ResponseStatus status) implements Decision {
    public Refused {
      Objects.requireNonNull(status);
    }
  }

  /**
   * @param priceBytes to be paid before the dial; 0 if it is free
   */
  record Taken(Choice choice, int priceBytes) implements Decision {
    public Taken {
      Objects.requireNonNull(choice);
    }
  }
}
