package org.meshwork.connector.adapter;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.jca.core.spi.statistics.StatisticsPlugin;
import org.meshwork.connector.adapter.wire.ReplyStatus;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.resources.ResourceUse;
import org.meshwork.libp2p.node.Node;

/**
 * What the server's management shows of the adapter, below {@code statistics=extended}: read from
 * the node each time, 0 or nothing while it is stopped. Reading never changes or delays the node.
 */
final class NodeStatistics implements StatisticsPlugin {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How one is read. */
  private record Reading(Class<?> type, String description, Function value) {}

  private interface Function {
    Object of(RunningNode running);
  }

  private final transient Supplier<Optional<RunningNode>> running;
  private final transient Map<String, Reading> readings = new LinkedHashMap<>();
  private boolean isEnabled = true;

  NodeStatistics(Supplier<Optional<RunningNode>> running) {
    this.running = running;
    text("PeerId", "Name of this node", node -> node.host().id().toString());
    text("ListenAddresses", "Where it listens", node -> lines(node.host().listenAddresses()));
    text("Addresses", "Where peers are told that it is", node -> lines(node.host().addresses()));
    text(
        "Reachability",
        "Whether others reach it: public, private, unknown",
        node -> node.reachability().host().toString().toLowerCase(Locale.ROOT));
    count("Peers", "Connected peers", NodeStatistics::peers);
    count("Connections", "Open connections", node -> node.host().connections().size());
    count("RelayedConnections", "Of them, over relays", NodeStatistics::relayed);
    count("InboundStreams", "Open streams of peers", node -> use(node).inboundStreams());
    count("OutboundStreams", "Open streams to peers", node -> use(node).outboundStreams());
    count("Dials", "Attempts to reach addresses under way", node -> use(node).dials());
    count(
        "Refused", "What was above a limit", node -> node.host().resources().snapshot().refused());
    text("Protocols", "Open streams of each protocol, in and out", NodeStatistics::protocols);
    readings.put(
        "HashTablePeers",
        new Reading(
            long.class,
            "Peers in the hash table",
            it -> it.usesHashTable() ? inTable(it.node()) : 0L));
    count("GossipTopics", "Topics that are listened to", NodeStatistics::topics);
    ends("Delivered", "Requests and messages that beans have done", ReplyStatus.OK);
    ends("Busy", "Requests and messages that no bean was free for", ReplyStatus.BUSY);
    ends("RolledBack", "Requests whose transaction was rolled back", ReplyStatus.ROLLED_BACK);
    ends("Rejected", "Requests that beans refused", ReplyStatus.REFUSED);
  }

  private void text(String name, String description, java.util.function.Function<Node, String> of) {
    readings.put(name, new Reading(String.class, description, it -> of.apply(it.node())));
  }

  private void count(String name, String description, java.util.function.ToLongFunction<Node> of) {
    readings.put(name, new Reading(long.class, description, it -> of.applyAsLong(it.node())));
  }

  private void ends(String name, String description, ReplyStatus how) {
    readings.put(
        name, new Reading(long.class, description, it -> it.endpoints().deliveries().ended(how)));
  }

  private static String lines(Iterable<?> values) {
    StringBuilder joined = new StringBuilder();
    values.forEach(value -> joined.append(joined.isEmpty() ? "" : ", ").append(value));
    return joined.toString();
  }

  private static long peers(Node node) {
    return node.host().connections().stream().map(Connection::remotePeer).distinct().count();
  }

  private static long relayed(Node node) {
    return node.host().connections().stream().filter(Connection::isLimited).count();
  }

  private static ResourceUse use(Node node) {
    return node.host().resources().snapshot().system();
  }

  private static String protocols(Node node) {
    StringBuilder joined = new StringBuilder();
    node.host().resources().snapshot().protocols().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                joined
                    .append(joined.isEmpty() ? "" : ", ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue().inboundStreams())
                    .append('/')
                    .append(entry.getValue().outboundStreams()));
    return joined.toString();
  }

  private static long inTable(Node node) {
    return soon(node.hashTable().size(), 0);
  }

  private static long topics(Node node) {
    return soon(node.gossip().topics(), Set.of()).size();
  }

  private static <T> T soon(CompletionStage<T> stage, T otherwise) {
    try {
      return stage
          .toCompletableFuture()
          .completeOnTimeout(otherwise, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException closing) {
      return otherwise;
    }
  }

  @Override
  public Set<String> getNames() {
    return readings.keySet();
  }

  @Override
  public Class<?> getType(String name) {
    return readings.get(name).type();
  }

  @Override
  public String getDescription(String name) {
    return readings.get(name).description();
  }

  @Override
  public String getDescription(String name, Locale locale) {
    return getDescription(name);
  }

  @Override
  public Object getValue(String name) {
    Reading reading = readings.get(name);
    Optional<RunningNode> node = isEnabled ? running.get() : Optional.empty();
    return node.map(reading.value()::of)
        .orElseGet(() -> reading.type() == long.class ? (Object) 0L : "");
  }

  @Override
  public boolean isEnabled() {
    return isEnabled;
  }

  @Override
  public void setEnabled(boolean enabled) {
    isEnabled = enabled;
  }

  /** Nothing is kept here that could be cleared. */
  @Override
  public void clear() {}
}
