package org.meshwork.libp2p.host.gate;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Who may be connected, by lists that may be changed at any time from any thread. Denied peers and
 * subnets are refused. As soon as any peer or subnet is allowed, all others are refused: a peer
 * then has to be allowed itself, or come from an allowed subnet.
 *
 * <p>A change holds for new connections; {@code Host.reviewConnections} closes those that are open.
 */
public final class AccessList implements ConnectionGater {
  /** Of peers and subnets in all the lists. */
  public static final int MAX_ENTRIES = 65_536;

  private record Lists(
      Set<PeerId> allowedPeers,
      Set<Subnet> allowedSubnets,
      Set<PeerId> deniedPeers,
      Set<Subnet> deniedSubnets) {
    boolean isOpen() {
      return allowedPeers.isEmpty() && allowedSubnets.isEmpty();
    }

    int size() {
      return allowedPeers.size()
          + allowedSubnets.size()
          + deniedPeers.size()
          + deniedSubnets.size();
    }

    Lists with(boolean isAllowed, PeerId peer) {
      return isAllowed
          ? new Lists(
              with(allowedPeers, peer), allowedSubnets, without(deniedPeers, peer), deniedSubnets)
          : new Lists(
              without(allowedPeers, peer), allowedSubnets, with(deniedPeers, peer), deniedSubnets);
    }

    Lists with(boolean isAllowed, Subnet subnet) {
      return isAllowed
          ? new Lists(
              allowedPeers,
              with(allowedSubnets, subnet),
              deniedPeers,
              without(deniedSubnets, subnet))
          : new Lists(
              allowedPeers,
              without(allowedSubnets, subnet),
              deniedPeers,
              with(deniedSubnets, subnet));
    }

    Lists without(PeerId peer) {
      return new Lists(
          without(allowedPeers, peer), allowedSubnets, without(deniedPeers, peer), deniedSubnets);
    }

    Lists without(Subnet subnet) {
      return new Lists(
          allowedPeers,
          without(allowedSubnets, subnet),
          deniedPeers,
          without(deniedSubnets, subnet));
    }

    private static <T> Set<T> with(Set<T> set, T element) {
      Set<T> changed = new HashSet<>(set);
      changed.add(element);
      return Set.copyOf(changed);
    }

    private static <T> Set<T> without(Set<T> set, T element) {
      Set<T> changed = new HashSet<>(set);
      changed.remove(element);
      return Set.copyOf(changed);
    }
  }

  private final AtomicReference<Lists> lists =
      new AtomicReference<>(new Lists(Set.of(), Set.of(), Set.of(), Set.of()));

  /**
   * The last word on a peer or subnet counts.
   *
   * @throws IllegalStateException if there are too many entries
   */
  public void allow(PeerId peer) {
    change(before -> before.with(true, peer));
  }

  /** As {@link #allow(PeerId)}. */
  public void allow(Subnet subnet) {
    change(before -> before.with(true, subnet));
  }

  /** As {@link #allow(PeerId)}. */
  public void deny(PeerId peer) {
    change(before -> before.with(false, peer));
  }

  /** As {@link #allow(PeerId)}. */
  public void deny(Subnet subnet) {
    change(before -> before.with(false, subnet));
  }

  /** Takes back what was said of the peer. */
  public void clear(PeerId peer) {
    change(before -> before.without(peer));
  }

  /** Takes back what was said of exactly this subnet. */
  public void clear(Subnet subnet) {
    change(before -> before.without(subnet));
  }

  /** Those that are refused by name. */
  public Set<PeerId> deniedPeers() {
    return lists.get().deniedPeers();
  }

  private void change(UnaryOperator<Lists> change) {
    lists.updateAndGet(
        before -> {
          Lists after = change.apply(before);
          if (after.size() > MAX_ENTRIES) {
            throw new IllegalStateException("more than " + MAX_ENTRIES + " entries");
          }
          return after;
        });
  }

  @Override
  public boolean allowsDial(Optional<PeerId> peer, Multiaddr address) {
    return peer.map(known -> allowsPeer(known, address)).orElseGet(() -> allowsAccept(address));
  }

  @Override
  public boolean allowsAccept(Multiaddr remoteAddress) {
    Lists now = lists.get();
    // Whether it is an allowed peer shows later.
    boolean mayBeAllowed =
        now.isOpen() || !now.allowedPeers().isEmpty() || isIn(now.allowedSubnets(), remoteAddress);
    return mayBeAllowed && !isIn(now.deniedSubnets(), remoteAddress);
  }

  @Override
  public boolean allowsPeer(PeerId peer, Multiaddr remoteAddress) {
    Lists now = lists.get();
    boolean isAllowed =
        now.isOpen()
            || now.allowedPeers().contains(peer)
            || isIn(now.allowedSubnets(), remoteAddress);
    return isAllowed
        && !now.deniedPeers().contains(peer)
        && !isIn(now.deniedSubnets(), remoteAddress);
  }

  private static boolean isIn(Set<Subnet> subnets, Multiaddr address) {
    return subnets.stream().anyMatch(subnet -> subnet.contains(address));
  }
}
