package org.meshwork.libp2p.node;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.identify.IdentityListener;
import org.meshwork.libp2p.protocol.relay.CircuitTransport;

/**
 * Has the host listen over as many relays as are wanted, while they are sought, and finds another
 * for one that stays lost. On the host's executor.
 */
final class Reservations implements HostListener, IdentityListener {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());
  private static final Multiaddr CIRCUIT = Multiaddr.parse("/p2p-circuit");

  /** Who is protected from being given up for others. */
  private static final String PROTECTOR = "relay";

  private final Host host;
  private final RelayUse use;

  /** Those that may be asked, in this order. */
  private final Map<PeerId, Multiaddr> known = new LinkedHashMap<>();

  private final Set<PeerId> told = new HashSet<>();
  private final Map<PeerId, Multiaddr> held = new HashMap<>();
  private final Set<PeerId> asked = new HashSet<>();

  /** Those that have refused or were lost, each until its timer. */
  private final Map<PeerId, Future<?>> avoided = new HashMap<>();

  private boolean isSought;

  Reservations(Host host, RelayUse use) {
    this.host = host;
    this.use = use;
    for (Multiaddr relay : use.relays()) {
      PeerId peer = PeerId.in(relay).orElseThrow();
      known.putIfAbsent(peer, relay);
      told.add(peer);
    }
  }

  void seek() {
    if (!isSought) {
      isSought = true;
      fill();
    }
  }

  void letGo() {
    isSought = false;
    avoided.values().forEach(timer -> timer.cancel(false));
    avoided.clear();
    Set.copyOf(held.keySet()).forEach(this::letGo);
  }

  private void letGo(PeerId relay) {
    Multiaddr address = held.remove(relay);
    host.connectionManager().unprotect(relay, PROTECTOR);
    host.stopListening(address);
  }

  private void fill() {
    known.entrySet().stream()
        .filter(relay -> isFree(relay.getKey()))
        .limit(Math.max(0, use.reservations() - held.size() - asked.size()))
        .toList()
        .forEach(relay -> ask(relay.getKey(), relay.getValue()));
  }

  private boolean isFree(PeerId relay) {
    return isSought
        && !held.containsKey(relay)
        && !asked.contains(relay)
        && !avoided.containsKey(relay);
  }

  private void ask(PeerId relay, Multiaddr place) {
    asked.add(relay);
    host.listen(place.encapsulate(CIRCUIT))
        .whenCompleteAsync(
            (address, failure) -> {
              asked.remove(relay);
              if (failure == null) {
                taken(relay, address);
              } else {
                LOG.log(Level.DEBUG, () -> "no reservation at " + place, failure);
                avoid(relay);
              }
              fill();
            },
            host.executor());
  }

  private void taken(PeerId relay, Multiaddr address) {
    held.put(relay, address);
    if (isSought) {
      host.connectionManager().protect(relay, PROTECTOR);
    } else {
      letGo(relay);
    }
  }

  private void avoid(PeerId relay) {
    if (isSought) {
      avoided.put(
          relay,
          host.executor()
              .schedule(
                  () -> {
                    avoided.remove(relay);
                    fill();
                  },
                  use.patience().toMillis(),
                  TimeUnit.MILLISECONDS));
    }
  }

  @Override
  public void identified(Connection connection, Identity identity) {
    PeerId peer = identity.peer();
    boolean isRelay = identity.protocols().contains(CircuitTransport.HOP);
    if (!use.asksPeers() || !isRelay || known.size() >= RelayUse.MAX_RELAYS) {
      return;
    }
    if (connection.isInitiator() && isDirect(connection)) {
      known.putIfAbsent(peer, placeOf(connection));
      fill();
    }
  }

  /** Where it has been dialled, so that others can, too. */
  private static Multiaddr placeOf(Connection connection) {
    Multiaddr address = connection.remoteAddress();
    return address.has(AddressProtocol.P2P)
        ? address
        : address.encapsulate(new Multiaddr(List.of(connection.remotePeer().toAddressComponent())));
  }

  private static boolean isDirect(Connection connection) {
    return !connection.isLimited() && !connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT);
  }

  @Override
  public void disconnected(Connection connection, ConnectionFailed reason) {
    PeerId peer = connection.remotePeer();
    if (held.containsKey(peer)) {
      // Its listener tries to get it back; only if it can't is another sought.
      host.executor()
          .schedule(() -> giveUp(peer), use.patience().toMillis(), TimeUnit.MILLISECONDS);
    } else if (!told.contains(peer) && !isConnected(peer)) {
      known.remove(peer);
    }
  }

  private boolean isConnected(PeerId peer) {
    return host.connections(peer).stream().anyMatch(Reservations::isDirect);
  }

  private void giveUp(PeerId relay) {
    if (!held.containsKey(relay) || isConnected(relay)) {
      return;
    }
    letGo(relay);
    if (!told.contains(relay)) {
      known.remove(relay);
    }
    avoid(relay);
    fill();
  }
}
