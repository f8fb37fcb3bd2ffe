package org.meshwork.libp2p.transport;

import java.time.Duration;

/**
 * What an upgrade may take.
 *
 * @param timeout for all of it, from the first packet to the connection
 * @param maxInboundUpgrades how many that peers began may be under way at once; more are closed
 */
public record UpgradeSettings(Duration timeout, int maxInboundUpgrades) {
  public static final UpgradeSettings DEFAULT = new UpgradeSettings(Duration.ofSeconds(10), 256);

  public UpgradeSettings {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("an upgrade takes some time, not " + timeout);
    }
    if (maxInboundUpgrades < 1) {
      throw new IllegalArgumentException("at least 1 inbound upgrade, not " + maxInboundUpgrades);
    }
  }

  public UpgradeSettings withTimeout(Duration other) {
    return new UpgradeSettings(other, maxInboundUpgrades);
  }
}
