package org.meshwork.libp2p.protocol.kad;

import java.time.Duration;
import java.util.Objects;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/**
 * What a node of the hash table is like. All nodes of one table have the same protocol, and should
 * have the same k and ages.
 *
 * @param protocol {@code /ipfs/kad/1.0.0}, or a private one such as {@code /meshwork/kad/1.0.0},
 *     whose table is another one
 * @param quorum how many nodes' values {@link Kademlia#get} compares unless it is told, 1 to 64
 */
public record KademliaSettings(
    String protocol, Routing routing, Requests requests, Keeping keeping, int quorum) {
  public static final String PUBLIC_PROTOCOL = "/ipfs/kad/1.0.0";

  /** The public table, as the specification says; 16 values are compared, as go-libp2p does. */
  public static final KademliaSettings DEFAULT =
      new KademliaSettings(PUBLIC_PROTOCOL, Routing.DEFAULT, Requests.DEFAULT, Keeping.DEFAULT, 16);

  /**
   * @throws IllegalArgumentException if a value is out of its range, with its name
   */
  public KademliaSettings {
    if (!protocol.startsWith("/")) {
      throw new IllegalArgumentException("protocol is " + protocol + ", without a leading slash");
    }
    Objects.requireNonNull(routing);
    Objects.requireNonNull(requests);
    Objects.requireNonNull(keeping);
    Ranges.require("quorum", quorum, KadMessage.MAX_CLOSER_PEERS);
  }

  /**
   * Whom a node knows, and how it looks for others.
   *
   * @param k peers in a bucket, and holders of each value, 1 to 64
   * @param alpha requests of one lookup at once, 1 to 64
   * @param paths of one lookup, of which no two ask the same peer, 1 to alpha: whoever lies to one
   *     of them spoils that one only; they share the requests of the lookup
   * @param maxPerSubnet peers of one public subnet in a bucket, 1 to 64
   * @param refreshInterval from one refresh of the table to the next, 1 s to 366 days
   */
  public record Routing(int k, int alpha, int paths, int maxPerSubnet, Duration refreshInterval) {
    /** k = 20, α = 10, 4 paths, 2 of a subnet, and 10 minutes. */
    public static final Routing DEFAULT = new Routing(20, 10, 4, 2, Duration.ofMinutes(10));

    public Routing {
      Ranges.require("k", k, KadMessage.MAX_CLOSER_PEERS);
      Ranges.require("alpha", alpha, KadMessage.MAX_CLOSER_PEERS);
      Ranges.require("paths", paths, alpha);
      Ranges.require("maxPerSubnet", maxPerSubnet, KadMessage.MAX_CLOSER_PEERS);
      Ranges.requireAge("refreshInterval", refreshInterval);
    }
  }

  /**
   * How long things may take, and how many may be under way.
   *
   * @param timeout for one request with connecting, 10 ms to 10 minutes
   * @param lookupTimeout for one lookup, 10 ms to 10 minutes; what it has found then counts
   * @param maxOperations of callers at once, 1 to 1,048,576
   * @param maxInboundStreams of one peer at once, 1 to 1,048,576; further ones are reset
   */
  public record Requests(
      Duration timeout, Duration lookupTimeout, int maxOperations, int maxInboundStreams) {
    /** 10 s a request, 1 minute a lookup, 64 operations, 32 streams. */
    public static final Requests DEFAULT =
        new Requests(Duration.ofSeconds(10), Duration.ofMinutes(1), 64, 32);

    public Requests {
      Ranges.requireTime("timeout", timeout);
      Ranges.requireTime("lookupTimeout", lookupTimeout);
      Ranges.require("maxOperations", maxOperations, Ranges.MANY);
      Ranges.require("maxInboundStreams", maxInboundStreams, Ranges.MANY);
    }
  }

  /**
   * What a node keeps, for others and of its own. Ages are 1 s to 366 days, numbers 1 to 1,048,576.
   *
   * @param maxValues of others and of its own, each of at most 64 KiB
   * @param maxContents whose providers are kept
   * @param maxProviders of one content
   * @param maxPublished own values, and own contents, that are published again and again
   * @param valueAge after which a value is forgotten, unless it is put again
   * @param providerAge after which a provider is forgotten, unless it says so again
   * @param addressAge how long a peer's addresses are told to others, unless it is heard of again
   * @param republishInterval from publishing own values and contents to doing it again
   */
  public record Keeping(
      int maxValues,
      int maxContents,
      int maxProviders,
      int maxPublished,
      Duration valueAge,
      Duration providerAge,
      Duration addressAge,
      Duration republishInterval) {
    /** 48 hours, 30 minutes and 22 hours, as the specification says of the public table. */
    public static final Keeping DEFAULT =
        new Keeping(
            1_024,
            8_192,
            64,
            4_096,
            Duration.ofHours(48),
            Duration.ofHours(48),
            Duration.ofMinutes(30),
            Duration.ofHours(22));

    public Keeping {
      Ranges.require("maxValues", maxValues, Ranges.MANY);
      Ranges.require("maxContents", maxContents, Ranges.MANY);
      Ranges.require("maxProviders", maxProviders, Ranges.MANY);
      Ranges.require("maxPublished", maxPublished, Ranges.MANY);
      Ranges.requireAge("valueAge", valueAge);
      Ranges.requireAge("providerAge", providerAge);
      Ranges.requireAge("addressAge", addressAge);
      Ranges.requireAge("republishInterval", republishInterval);
    }
  }

  public KademliaSettings withProtocol(String other) {
    return new KademliaSettings(other, routing, requests, keeping, quorum);
  }

  public KademliaSettings withRouting(Routing other) {
    return new KademliaSettings(protocol, other, requests, keeping, quorum);
  }

  public KademliaSettings withRequests(Requests other) {
    return new KademliaSettings(protocol, routing, other, keeping, quorum);
  }

  public KademliaSettings withKeeping(Keeping other) {
    return new KademliaSettings(protocol, routing, requests, other, quorum);
  }
}
