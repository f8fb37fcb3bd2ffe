package org.meshwork.libp2p.node;

import java.util.Objects;
import org.meshwork.libp2p.protocol.kad.KademliaSettings;
import org.meshwork.libp2p.protocol.kad.value.Validators;

/**
 * How a node takes part in a hash table.
 *
 * @param validators the rules of its values
 * @param serving when it is one of its servers, and else a client
 */
public record HashTableUse(KademliaSettings settings, Validators validators, Serving serving) {
  /** The public table; a server when public. */
  public static final HashTableUse DEFAULT =
      new HashTableUse(KademliaSettings.DEFAULT, Validators.DEFAULT, Serving.WHEN_PUBLIC);

  public HashTableUse {
    Objects.requireNonNull(settings);
    Objects.requireNonNull(validators);
    Objects.requireNonNull(serving);
  }
}
