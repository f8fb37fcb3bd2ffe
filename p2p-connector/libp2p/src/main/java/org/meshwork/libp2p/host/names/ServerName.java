package org.meshwork.libp2p.host.names;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.libp2p.multiformats.AddressComponent;
import org.meshwork.libp2p.multiformats.AddressProtocol;

/** Keeps the name of a secure WebSocket's server, whose certificate is for the name. */
final class ServerName {
  private ServerName() {}

  /** The steps, with the name inside TLS where there is none, and {@code /wss} written out. */
  static List<AddressComponent> keep(String name, List<AddressComponent> steps) {
    List<AddressComponent> kept = new ArrayList<>();
    AddressComponent sni = AddressComponent.of(AddressProtocol.SNI, name);
    for (AddressComponent step : steps) {
      boolean isInTls = isLast(kept, AddressProtocol.TLS);
      if (isInTls && step.protocol() != AddressProtocol.SNI) {
        kept.add(sni);
      }
      boolean isTlsImplied = step.protocol() == AddressProtocol.WSS && isOverTcp(kept);
      if (isTlsImplied) {
        kept.add(AddressComponent.of(AddressProtocol.TLS));
        kept.add(sni);
        kept.add(AddressComponent.of(AddressProtocol.WS));
      } else {
        kept.add(step);
      }
    }
    return kept;
  }

  private static boolean isLast(List<AddressComponent> steps, AddressProtocol protocol) {
    return !steps.isEmpty() && steps.get(steps.size() - 1).protocol() == protocol;
  }

  /** Nothing but a host and a port are below. */
  private static boolean isOverTcp(List<AddressComponent> steps) {
    return steps.stream().noneMatch(step -> step.protocol() == AddressProtocol.TLS);
  }
}
