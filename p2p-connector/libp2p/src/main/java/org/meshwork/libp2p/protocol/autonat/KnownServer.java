package org.meshwork.libp2p.protocol.autonat;

import java.util.HashSet;
import java.util.Set;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** A peer that can be asked, and what it has been asked in this round. On the host's executor. */
final class KnownServer {
  final Connection connection;
  final Prober prober;
  private final Set<Multiaddr> asked = new HashSet<>();
  private boolean isDone;

  KnownServer(Connection connection, Prober prober) {
    this.connection = connection;
    this.prober = prober;
  }

  /** Whether its word could settle something. */
  boolean isOpen(Findings findings) {
    if (isDone) {
      return false;
    }
    return prober.judgesAddresses()
        ? findings.addresses().stream().anyMatch(address -> isOpen(address, findings))
        : !findings.isHostSettled();
  }

  boolean isOpen(Multiaddr address, Findings findings) {
    return !asked.contains(address) && !findings.isSettled(address);
  }

  /** It has spoken on one address. */
  void asked(Multiaddr address) {
    asked.add(address);
  }

  /** It has nothing more to say. */
  void done() {
    isDone = true;
  }

  void newRound() {
    asked.clear();
    isDone = false;
  }
}
