package org.meshwork.libp2p.discovery.mdns;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.discovery.mdns.wire.DnsName;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/**
 * How peers are looked for on the local network.
 *
 * @param service that peers of one network name
 * @param firstInterval between the first two questions; it doubles up to {@code maxInterval}; 1
 *     second (RFC 6762 section 5.2) to 1 hour
 * @param maxInterval at most 1 hour; below {@code timeToLive}, so that peers don't forget this host
 * @param timeToLive for which others are to believe the host's answers, 1 second to 1 day
 * @param maxTimeToLive for which answers of others are believed at most, 1 second to 1 day
 * @param maxPeers that are remembered, 1 to 65,536
 */
public record MdnsSettings(
    DnsName service,
    Duration firstInterval,
    Duration maxInterval,
    Duration timeToLive,
    Duration maxTimeToLive,
    int maxPeers) {
  private static final DnsName DOMAIN = DnsName.of("_udp.local");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_PEERS = 65_536;

  /** {@code _p2p._udp.local}; 1 s to 1 minute; 2 minutes; 1 hour; 1,024 peers. */
  public static final MdnsSettings DEFAULT =
      new MdnsSettings(
          DOMAIN.child("_p2p"), SECOND, Duration.ofMinutes(1), Duration.ofMinutes(2), HOUR, 1_024);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public MdnsSettings {
    Objects.requireNonNull(service);
    require("firstInterval", firstInterval, SECOND, HOUR);
    require("maxInterval", maxInterval, firstInterval, HOUR);
    require("timeToLive", timeToLive, SECOND, DAY);
    require("maxTimeToLive", maxTimeToLive, SECOND, DAY);
    if (maxPeers < 1 || maxPeers > MAX_PEERS) {
      throw new IllegalArgumentException("maxPeers is " + maxPeers + ", not 1 to " + MAX_PEERS);
    }
    if (!service.isChildOf(DOMAIN)) {
      throw new IllegalArgumentException("service is " + service + ", not one of _udp.local");
    }
    if (maxInterval.compareTo(timeToLive) >= 0) {
      throw new IllegalArgumentException("maxInterval is not below timeToLive");
    }
  }

  private static void require(String name, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + min + " to " + max);
    }
  }

  /**
   * For the peers of a private network alone: {@code _p2p-X._udp.local}.
   *
   * @param fingerprint of the network's key, which everybody on the link gets to see
   * @throws InputRefused if it is longer than 29 bytes
   */
  public MdnsSettings withPrivateNetwork(Bytes fingerprint) {
    return new MdnsSettings(
        DOMAIN.child("_p2p-" + fingerprint.toHex()),
        firstInterval,
        maxInterval,
        timeToLive,
        maxTimeToLive,
        maxPeers);
  }

  public MdnsSettings withIntervals(Duration first, Duration max) {
    return new MdnsSettings(service, first, max, timeToLive, maxTimeToLive, maxPeers);
  }

  public MdnsSettings withTimesToLive(Duration ofOurs, Duration maxOfOthers) {
    return new MdnsSettings(service, firstInterval, maxInterval, ofOurs, maxOfOthers, maxPeers);
  }

  public MdnsSettings withMaxPeers(int max) {
    return new MdnsSettings(service, firstInterval, maxInterval, timeToLive, maxTimeToLive, max);
  }
}
