package org.meshwork.libp2p.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.host.dial.DialSettings;
import org.meshwork.libp2p.host.resources.ResourceLimits;

/**
 * What a host calls itself, and its bounds.
 *
 * @param agentVersion name and version of the program, at most 128 bytes
 * @param negotiationTimeout for opening a stream and agreeing on its protocol, either side's, 10 ms
 *     to 10 minutes
 * @param maxInboundNegotiations of one connection at once, 1 to 65,536; further streams are reset
 * @param maxListeners 1 to 1,024
 * @param maxProtocols that are handled, 1 to 1,024
 */
public record HostSettings(
    String agentVersion,
    Duration negotiationTimeout,
    int maxInboundNegotiations,
    DialSettings dials,
    ConnectionSettings connections,
    ResourceLimits resources,
    int maxListeners,
    int maxProtocols) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_AGENT_BYTES = 128;
  private static final int MAX_STREAMS = 65_536;
  private static final int MAX_FEW = 1_024;

  /** 10 s a negotiation, 128 at once; 32 listeners; 256 protocols; the rest's own defaults. */
  public static final HostSettings DEFAULT =
      new HostSettings(
          "meshwork/0.1.0",
          Duration.ofSeconds(10),
          128,
          DialSettings.DEFAULT,
          ConnectionSettings.DEFAULT,
          ResourceLimits.DEFAULT,
          32,
          256);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public HostSettings {
    Objects.requireNonNull(agentVersion);
    Objects.requireNonNull(dials);
    Objects.requireNonNull(connections);
    Objects.requireNonNull(resources);
    require("agentVersion", agentVersion.getBytes(StandardCharsets.UTF_8).length, MAX_AGENT_BYTES);
    require("maxInboundNegotiations", maxInboundNegotiations, MAX_STREAMS);
    require("maxListeners", maxListeners, MAX_FEW);
    require("maxProtocols", maxProtocols, MAX_FEW);
    if (negotiationTimeout.compareTo(MIN_TIME) < 0 || negotiationTimeout.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          "negotiationTimeout is " + negotiationTimeout + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }

  public HostSettings withAgentVersion(String other) {
    return new HostSettings(
        other,
        negotiationTimeout,
        maxInboundNegotiations,
        dials,
        connections,
        resources,
        maxListeners,
        maxProtocols);
  }

  public HostSettings withInboundNegotiations(Duration timeout, int max) {
    return new HostSettings(
        agentVersion, timeout, max, dials, connections, resources, maxListeners, maxProtocols);
  }

  public HostSettings withDials(DialSettings other) {
    return new HostSettings(
        agentVersion,
        negotiationTimeout,
        maxInboundNegotiations,
        other,
        connections,
        resources,
        maxListeners,
        maxProtocols);
  }

  /** As {@link DialSettings#withBounds}. */
  public HostSettings withDials(Duration timeout, int max, int addresses) {
    return withDials(dials.withBounds(timeout, max, addresses));
  }

  public HostSettings withConnections(ConnectionSettings other) {
    return new HostSettings(
        agentVersion,
        negotiationTimeout,
        maxInboundNegotiations,
        dials,
        other,
        resources,
        maxListeners,
        maxProtocols);
  }

  /** So many, of which none is given up for others. */
  public HostSettings withConnections(int max, int perPeer) {
    return withConnections(new ConnectionSettings(max, perPeer, max, max, connections.grace()));
  }

  public HostSettings withResources(ResourceLimits other) {
    return new HostSettings(
        agentVersion,
        negotiationTimeout,
        maxInboundNegotiations,
        dials,
        connections,
        other,
        maxListeners,
        maxProtocols);
  }
}
