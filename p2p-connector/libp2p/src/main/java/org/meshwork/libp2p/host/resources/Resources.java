package org.meshwork.libp2p.host.resources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Keeps account of what is in use, and refuses what would be above a limit. From any thread; never
 * blocks for longer than a few additions.
 */
public final class Resources {
  private final ResourceLimits limits;
  private final Account system;
  private final Map<PeerId, Account> peers = new HashMap<>();
  private final Map<String, Account> protocols = new HashMap<>();
  private long refused;

  public Resources(ResourceLimits limits) {
    this.limits = Objects.requireNonNull(limits);
    this.system = new Account("the host", limits.system(), () -> {});
  }

  /**
   * Takes something for the peer.
   *
   * @throws ConnectionFailed {@code TOO_MUCH} above the system's or the peer's limit
   */
  public synchronized Reservation reserve(Resource resource, long amount, PeerId peer) {
    return reserve(resource, amount, List.of(system, account(peer)));
  }

  /**
   * Takes something for the protocol, of what has been taken for a peer already.
   *
   * @throws ConnectionFailed {@code TOO_MUCH} above the protocol's limit
   */
  public synchronized Reservation reserve(Resource resource, long amount, String protocol) {
    return reserve(resource, amount, List.of(account(protocol)));
  }

  /**
   * Takes something for nobody in particular.
   *
   * @throws ConnectionFailed {@code TOO_MUCH} above the system's limit
   */
  public synchronized Reservation reserve(Resource resource, long amount) {
    return reserve(resource, amount, List.of(system));
  }

  /**
   * Says that a protocol is about to keep so many bytes for a peer.
   *
   * @throws ConnectionFailed {@code TOO_MUCH} above any limit
   */
  public synchronized Reservation reserveMemory(long bytes, PeerId peer, String protocol) {
    return reserve(Resource.MEMORY_BYTES, bytes, List.of(system, account(peer), account(protocol)));
  }

  private Account account(PeerId peer) {
    return peers.computeIfAbsent(
        peer, absent -> new Account(peer, limits.peer(), () -> peers.remove(peer)));
  }

  private Account account(String protocol) {
    return protocols.computeIfAbsent(
        protocol,
        absent -> new Account(protocol, limits.protocol(), () -> protocols.remove(protocol)));
  }

  private Reservation reserve(Resource resource, long amount, List<Account> accounts) {
    if (amount < 0) {
      throw new IllegalArgumentException("an amount of " + amount);
    }
    for (Account account : accounts) {
      if (!account.hasRoomFor(resource, amount)) {
        refused++;
        accounts.forEach(this::dropIfUnused);
        throw new ConnectionFailed(
            Reason.TOO_MUCH, account + " uses as much as it may of " + resource);
      }
    }
    accounts.forEach(account -> account.add(resource, amount));
    return new Reservation(() -> giveBack(resource, amount, accounts));
  }

  private synchronized void giveBack(Resource resource, long amount, List<Account> accounts) {
    accounts.forEach(account -> account.add(resource, -amount));
    accounts.forEach(this::dropIfUnused);
  }

  private void dropIfUnused(Account account) {
    if (account.isUnused()) {
      account.drop();
    }
  }

  public synchronized ResourceSnapshot snapshot() {
    return new ResourceSnapshot(system.use(), uses(peers), uses(protocols), refused);
  }

  private static <K> Map<K, ResourceUse> uses(Map<K, Account> accounts) {
    return accounts.entrySet().stream()
        .filter(entry -> !entry.getValue().isUnused())
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().use()));
  }
}
