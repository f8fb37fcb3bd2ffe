package org.meshwork.libp2p.protocol.kad;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.peerstore.PeerStore;
import org.meshwork.libp2p.protocol.kad.table.Key;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable;
import org.meshwork.libp2p.protocol.kad.table.RoutingTable.Admission;
import org.meshwork.libp2p.protocol.kad.table.Subnet;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;
import org.meshwork.libp2p.protocol.kad.wire.KadPeer;
import org.meshwork.libp2p.protocol.kad.wire.Reachability;

/** Who is known, and where: learns from what peers say and do. On the node's executor. */
final class Neighbours {
  private static final int MAX_CHECKS = 16;

  /** What a connection to a peer in the table is worth, as go-libp2p's is. */
  static final int WORTH = 5;

  private final PeerId self;
  private final RoutingTable table;
  private final PeerStore peerStore;
  private final PeerRequests requests;
  private final EventExecutor executor;
  private final KademliaSettings settings;
  private final Set<PeerId> checked = new HashSet<>(0);

  Neighbours(
      PeerId self,
      PeerStore peerStore,
      PeerRequests requests,
      EventExecutor executor,
      KademliaSettings settings) {
    this.self = self;
    this.peerStore = peerStore;
    this.requests = requests;
    this.executor = executor;
    this.settings = settings;
    this.table =
        new RoutingTable(Key.of(self), settings.routing().k(), settings.routing().maxPerSubnet());
  }

  RoutingTable table() {
    return table;
  }

  /** It has accepted the protocol, and so is in server mode. */
  void answered(PeerId peer) {
    renew(peer);
    admit(peer);
  }

  /**
   * Where it was dialled is proven; of one that dialled this node its own word is what there is.
   */
  private void renew(PeerId peer) {
    List<Multiaddr> renewed =
        requests
            .link(peer)
            .filter(PeerRequests.Link::isDialled)
            .map(link -> List.of(link.remote()))
            .orElseGet(() -> peerStore.addresses(peer));
    peerStore.addAddresses(peer, renewed, settings.keeping().addressAge());
  }

  private void admit(PeerId peer) {
    Optional<Subnet> subnet =
        requests.link(peer).map(PeerRequests.Link::remote).flatMap(Subnet::of);
    Admission admission = table.offer(peer, subnet, now());
    if (admission == Admission.WAITING) {
      table.longestUnheardOf(peer, seen -> now() - seen > refreshNanos()).ifPresent(this::check);
    } else if (admission == Admission.ADDED || admission == Admission.KNOWN) {
      requests.value(peer, WORTH);
    }
  }

  /** It is connected, and says where it is, and whether it is in server mode. */
  void introduced(PeerId peer, List<Multiaddr> addresses, boolean isServer) {
    learn(peer, addresses, settings.keeping().addressAge());
    if (isServer) {
      admit(peer);
    } else {
      remove(peer);
    }
  }

  private void remove(PeerId peer) {
    table.remove(peer);
    requests.value(peer, 0);
  }

  /** It has sent something. */
  void heardOf(PeerId peer) {
    if (table.contains(peer)) {
      table.seen(peer, now());
      renew(peer);
    }
  }

  /** It has sent what nobody honest does; it may come back when there is room. */
  void distrust(PeerId peer) {
    remove(peer);
  }

  void failed(PeerId peer) {
    table.failed(peer);
    if (!table.contains(peer)) {
      requests.value(peer, 0);
    }
  }

  /**
   * Takes in what another peer says about peers.
   *
   * @return those that can be asked
   */
  List<PeerId> hearsay(List<KadPeer> peers) {
    List<PeerId> others =
        peers.stream().map(KadPeer::id).filter(peer -> !peer.equals(self)).toList();
    peers.forEach(peer -> learn(peer.id(), peer.addresses(), settings.routing().refreshInterval()));
    return others.stream().filter(this::canBeAsked).toList();
  }

  void learn(PeerId peer, List<Multiaddr> addresses, Duration age) {
    if (!peer.equals(self)) {
      peerStore.addAddresses(
          peer,
          addresses.stream().map(Neighbours::nameless).flatMap(Optional::stream).toList(),
          age);
    }
  }

  /** Without the last step if that names a peer; a relay's name stays. */
  private static Optional<Multiaddr> nameless(Multiaddr address) {
    return address.last().protocol() == AddressProtocol.P2P
        ? address.decapsulate(AddressProtocol.P2P)
        : Optional.of(address);
  }

  private boolean canBeAsked(PeerId peer) {
    return isConnected(peer) || !peerStore.addresses(peer).isEmpty();
  }

  boolean isConnected(PeerId peer) {
    return requests.link(peer).isPresent();
  }

  List<Multiaddr> addresses(PeerId peer) {
    return peerStore.addresses(peer);
  }

  List<PeerId> closest(Key target) {
    return table.closest(target, settings.routing().k());
  }

  /** What to tell a peer who asks for those closest to a key. */
  List<KadPeer> closest(Key target, PeerId asker) {
    int k = settings.routing().k();
    return table.closest(target, k + 1).stream()
        .filter(peer -> !peer.equals(asker))
        .map(this::describe)
        .filter(peer -> !peer.addresses().isEmpty())
        .limit(k)
        .toList();
  }

  KadPeer describe(PeerId peer) {
    return peer.equals(self)
        ? new KadPeer(self, requests.ownAddresses(), Reachability.CONNECTED)
        : new KadPeer(
            peer,
            peerStore.addresses(peer),
            isConnected(peer) ? Reachability.CONNECTED : Reachability.NOT_CONNECTED);
  }

  /**
   * Asks those who were silent for an interval whether they are there, before their addresses age.
   */
  void checkSilent() {
    table.unheardOf(seen -> now() - seen > refreshNanos()).stream()
        .limit(MAX_CHECKS)
        .forEach(this::check);
  }

  private void check(PeerId peer) {
    if (checked.size() >= MAX_CHECKS || !checked.add(peer)) {
      return;
    }
    requests
        .ask(peer, KadMessage.findNode(self.encode()))
        .whenCompleteAsync(
            (answer, failure) -> {
              checked.remove(peer);
              if (failure == null) {
                answered(peer);
                hearsay(answer.closerPeers());
              } else {
                failed(peer);
              }
            },
            executor);
  }

  private long refreshNanos() {
    return settings.routing().refreshInterval().toNanos();
  }

  private long now() {
    return executor.ticker().nanoTime();
  }
}
