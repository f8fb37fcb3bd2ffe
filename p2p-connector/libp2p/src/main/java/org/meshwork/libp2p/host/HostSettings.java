package org.meshwork.libp2p.host;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * What a host calls itself, and its bounds.
 *
 * @param agentVersion name and version of the program, at most 128 bytes
 * @param negotiationTimeout for opening a stream and agreeing on its protocol, either side's, 10 ms
 *     to 10 minutes
 * @param maxInboundNegotiations of one connection at once, 1 to 65,536; further streams are reset
 * @param dialTimeout for a peer with all its addresses, 10 ms to 10 minutes
 * @param maxDials to different peers at once, 1 to 65,536
 * @param maxDialAddresses that are tried for one peer, 1 to 1,024; others are left out
 * @param maxConnections 1 to 1,048,576; further ones are closed
 * @param maxConnectionsPerPeer 1 to 1,024; further ones are closed
 * @param maxListeners 1 to 1,024
 * @param maxProtocols that are handled, 1 to 1,024
 */
public record HostSettings(
    String agentVersion,
    Duration negotiationTimeout,
    int maxInboundNegotiations,
    Duration dialTimeout,
    int maxDials,
    int maxDialAddresses,
    int maxConnections,
    int maxConnectionsPerPeer,
    int maxListeners,
    int maxProtocols) {
  private static final Duration MIN_TIME = Duration.ofMillis(10);
  private static final Duration MAX_TIME = Duration.ofMinutes(10);
  private static final int MAX_AGENT_BYTES = 128;
  private static final int MAX_STREAMS = 65_536;
  private static final int MAX_CONNECTIONS = 1 << 20;
  private static final int MAX_FEW = 1_024;

  /** 10 s a negotiation, 128 at once; 30 s a dial, 64 at once, 32 addresses; 1,024 connections. */
  public static final HostSettings DEFAULT =
      new HostSettings(
          "meshwork/0.1.0",
          Duration.ofSeconds(10),
          128,
          Duration.ofSeconds(30),
          64,
          32,
          1_024,
          8,
          32,
          256);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public HostSettings {
    Objects.requireNonNull(agentVersion);
    require("agentVersion", agentVersion.getBytes(StandardCharsets.UTF_8).length, MAX_AGENT_BYTES);
    require("negotiationTimeout", negotiationTimeout);
    require("maxInboundNegotiations", maxInboundNegotiations, MAX_STREAMS);
    require("dialTimeout", dialTimeout);
    require("maxDials", maxDials, MAX_STREAMS);
    require("maxDialAddresses", maxDialAddresses, MAX_FEW);
    require("maxConnections", maxConnections, MAX_CONNECTIONS);
    require("maxConnectionsPerPeer", maxConnectionsPerPeer, MAX_FEW);
    require("maxListeners", maxListeners, MAX_FEW);
    require("maxProtocols", maxProtocols, MAX_FEW);
  }

  private static void require(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
    }
  }

  private static void require(String name, Duration value) {
    if (value.compareTo(MIN_TIME) < 0 || value.compareTo(MAX_TIME) > 0) {
      throw new IllegalArgumentException(
          name + " is " + value + ", not " + MIN_TIME + " to " + MAX_TIME);
    }
  }

  public HostSettings withAgentVersion(String other) {
    return new HostSettings(
        other,
        negotiationTimeout,
        maxInboundNegotiations,
        dialTimeout,
        maxDials,
        maxDialAddresses,
        maxConnections,
        maxConnectionsPerPeer,
        maxListeners,
        maxProtocols);
  }

  public HostSettings withInboundNegotiations(Duration timeout, int max) {
    return new HostSettings(
        agentVersion,
        timeout,
        max,
        dialTimeout,
        maxDials,
        maxDialAddresses,
        maxConnections,
        maxConnectionsPerPeer,
        maxListeners,
        maxProtocols);
  }

  public HostSettings withDials(Duration timeout, int max, int addresses) {
    return new HostSettings(
        agentVersion,
        negotiationTimeout,
        maxInboundNegotiations,
        timeout,
        max,
        addresses,
        maxConnections,
        maxConnectionsPerPeer,
        maxListeners,
        maxProtocols);
  }

  public HostSettings withConnections(int max, int perPeer) {
    return new HostSettings(
        agentVersion,
        negotiationTimeout,
        maxInboundNegotiations,
        dialTimeout,
        maxDials,
        maxDialAddresses,
        max,
        perPeer,
        maxListeners,
        maxProtocols);
  }
}
