package org.meshwork.libp2p.protocol.autonat;

/**
 * Hears when something else is known than before, on the host's executor; must not block. What it
 * throws is logged and hinders nobody else.
 */
@FunctionalInterface
public interface ReachabilityListener {
  void changed(ReachabilityReport report);
}
