package org.meshwork.libp2p.node;

import java.util.Objects;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;
import org.meshwork.libp2p.protocol.relay.RelayAccess;
import org.meshwork.libp2p.protocol.relay.RelaySettings;

/**
 * What a node does for peers that are not reached, or don't know whether they are.
 *
 * @param autonat when it dials back who asks
 * @param relay when it is a relay
 * @param relayAccess for whom
 */
public record Services(
    Serving autonat,
    ServingSettings dialBacks,
    Serving relay,
    RelaySettings relaying,
    RelayAccess relayAccess) {
  /** Nothing. */
  public static final Services NONE =
      new Services(
          Serving.NEVER,
          ServingSettings.DEFAULT,
          Serving.NEVER,
          RelaySettings.DEFAULT,
          RelayAccess.ALL);

  public Services {
    Objects.requireNonNull(autonat);
    Objects.requireNonNull(dialBacks);
    Objects.requireNonNull(relay);
    Objects.requireNonNull(relaying);
    Objects.requireNonNull(relayAccess);
  }

  public Services withAutonat(Serving when, ServingSettings settings) {
    return new Services(when, settings, relay, relaying, relayAccess);
  }

  public Services withRelay(Serving when, RelaySettings settings) {
    return new Services(autonat, dialBacks, when, settings, relayAccess);
  }
}
