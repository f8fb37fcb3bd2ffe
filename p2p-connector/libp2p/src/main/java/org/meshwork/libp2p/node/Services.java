package org.meshwork.libp2p.node;

import java.util.Objects;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;
import org.meshwork.libp2p.protocol.relay.RelayAccess;
import org.meshwork.libp2p.protocol.relay.RelaySettings;
import org.meshwork.libp2p.protocol.rendezvous.RendezvousSettings;

/**
 * What a node does for others: those that are not reached, or don't know whether they are, or look
 * for each other.
 *
 * @param autonat when it dials back who asks
 * @param relay when it is a relay
 * @param relayAccess for whom
 * @param meetings when it is a point of rendezvous
 */
public record Services(
    Serving autonat,
    ServingSettings dialBacks,
    Serving relay,
    RelaySettings relaying,
    RelayAccess relayAccess,
    Serving meetings,
    RendezvousSettings meeting) {
  /** Nothing. */
  public static final Services NONE =
      new Services(
          Serving.NEVER,
          ServingSettings.DEFAULT,
          Serving.NEVER,
          RelaySettings.DEFAULT,
          RelayAccess.ALL,
          Serving.NEVER,
          RendezvousSettings.DEFAULT);

  public Services {
    Objects.requireNonNull(autonat);
    Objects.requireNonNull(dialBacks);
    Objects.requireNonNull(relay);
    Objects.requireNonNull(relaying);
    Objects.requireNonNull(relayAccess);
    Objects.requireNonNull(meetings);
    Objects.requireNonNull(meeting);
  }

  public Services withAutonat(Serving when, ServingSettings settings) {
    return new Services(when, settings, relay, relaying, relayAccess, meetings, meeting);
  }

  public Services withRelay(Serving when, RelaySettings settings) {
    return new Services(autonat, dialBacks, when, settings, relayAccess, meetings, meeting);
  }

  public Services withMeetings(Serving when, RendezvousSettings settings) {
    return new Services(autonat, dialBacks, relay, relaying, relayAccess, when, settings);
  }
}
