package org.meshwork.libp2p.peerstore;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/** What is known of one peer. Times are of the store's ticker. For one thread at a time. */
final class KnownPeer {
  private final PeerId peer;
  private final long serial;

  /** When each expires. */
  private final Map<Multiaddr, Long> claimed = new LinkedHashMap<>();

  /** The newest, even if it has expired, so that no older one is taken for new. */
  private Optional<CertifiedPeerRecord> record = Optional.empty();

  private Set<Multiaddr> certified = Set.of();
  private long recordExpiry;
  private Set<String> protocols = Set.of();
  private long lastExpiry;

  KnownPeer(PeerId peer, long serial) {
    this.peer = peer;
    this.serial = serial;
  }

  PeerId peer() {
    return peer;
  }

  /** Unique in its store. */
  long serial() {
    return serial;
  }

  /** When nothing that expires is believed any more; as of the last {@link #expiresAt}. */
  long lastExpiry() {
    return lastExpiry;
  }

  void expiresAt(long time) {
    lastExpiry = time;
  }

  long expiryAsOf(long now) {
    long last = record.isPresent() && isAfter(recordExpiry, now) ? recordExpiry : now;
    for (long expiry : claimed.values()) {
      last = isAfter(expiry, last) ? expiry : last;
    }
    return last;
  }

  private static boolean isAfter(long time, long other) {
    return time - other > 0;
  }

  void claim(Collection<Multiaddr> addresses, long expiry, long now) {
    claimed.values().removeIf(end -> !isAfter(end, now));
    addresses.stream()
        // Nobody has to send more than are kept.
        .limit(PeerStore.MAX_ADDRESSES)
        .flatMap(address -> own(address).stream())
        .forEach(address -> claim(address, expiry, now));
  }

  private void claim(Multiaddr address, long expiry, long now) {
    Long before = claimed.get(address);
    if (before != null) {
      claimed.put(address, isAfter(expiry, before) ? expiry : before);
    } else if (hasRoom(now) || makeRoom(expiry)) {
      claimed.put(address, expiry);
    }
  }

  private boolean hasRoom(long now) {
    return claimed.size() + certifiedNow(now).size() < PeerStore.MAX_ADDRESSES;
  }

  /** Drops the claim that expires first, if that is before the time. */
  private boolean makeRoom(long expiry) {
    Optional<Map.Entry<Multiaddr, Long>> first =
        firstToExpire().filter(entry -> isAfter(expiry, entry.getValue()));
    first.ifPresent(entry -> claimed.remove(entry.getKey()));
    return first.isPresent();
  }

  /** The address without this peer's name at its end; empty if it leads to another. */
  private Optional<Multiaddr> own(Multiaddr address) {
    return Optional.of(peer.stripFrom(address))
        .filter(stripped -> stripped.last().protocol() != AddressProtocol.P2P);
  }

  boolean certify(CertifiedPeerRecord newest, long expiry, long now) {
    if (record.isPresent() && !newest.isNewerThan(record.get())) {
      return newest.equals(record.get()) && prolong(expiry, now);
    }
    record = Optional.of(newest);
    recordExpiry = expiry;
    Set<Multiaddr> addresses = new LinkedHashSet<>();
    newest.content().addresses().stream()
        .flatMap(address -> own(address).stream())
        .limit(PeerStore.MAX_ADDRESSES)
        .forEach(addresses::add);
    certified = Collections.unmodifiableSet(addresses);
    trimClaims();
    return true;
  }

  /** Whether it had expired. */
  private boolean prolong(long expiry, long now) {
    boolean wasOver = !isAfter(recordExpiry, now);
    if (isAfter(expiry, recordExpiry)) {
      recordExpiry = expiry;
      trimClaims();
    }
    return wasOver;
  }

  private void trimClaims() {
    while (claimed.size() + certified.size() > PeerStore.MAX_ADDRESSES && !claimed.isEmpty()) {
      firstToExpire().ifPresent(entry -> claimed.remove(entry.getKey()));
    }
  }

  private Optional<Map.Entry<Multiaddr, Long>> firstToExpire() {
    return claimed.entrySet().stream().min((a, b) -> Long.signum(a.getValue() - b.getValue()));
  }

  Optional<CertifiedPeerRecord> certified(long now) {
    return record.filter(any -> isAfter(recordExpiry, now));
  }

  private Set<Multiaddr> certifiedNow(long now) {
    return certified(now).isPresent() ? certified : Set.of();
  }

  List<Multiaddr> addresses(long now) {
    if (claimed.isEmpty()) {
      return List.copyOf(certifiedNow(now));
    }
    Set<Multiaddr> all = new LinkedHashSet<>(certifiedNow(now));
    claimed.forEach(
        (address, expiry) -> {
          if (isAfter(expiry, now)) {
            all.add(address);
          }
        });
    return List.copyOf(all);
  }

  Set<String> protocols() {
    return protocols;
  }

  void speaks(Set<String> all) {
    TreeSet<String> sorted = new TreeSet<>(all);
    while (sorted.size() > PeerStore.MAX_PROTOCOLS) {
      sorted.pollLast();
    }
    protocols = Collections.unmodifiableSet(sorted);
  }

  void forget() {
    claimed.clear();
    record = Optional.empty();
    certified = Set.of();
    protocols = Set.of();
  }

  boolean isOfUse(long now) {
    return !protocols.isEmpty() || !addresses(now).isEmpty();
  }

  boolean isBlank() {
    return claimed.isEmpty() && record.isEmpty() && protocols.isEmpty();
  }
}
