package org.meshwork.libp2p.node;

import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostPorts;
import org.meshwork.libp2p.host.names.DnsResolver;
import org.meshwork.libp2p.host.names.NameResolver;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peerstore.MemoryPeerStore;
import org.meshwork.libp2p.protocol.autonat.ReachabilityListener;
import org.meshwork.libp2p.protocol.autonat.ReachabilityReport;
import org.meshwork.libp2p.protocol.gossipsub.GossipSub;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.kad.Contact;
import org.meshwork.libp2p.protocol.kad.Kademlia;
import org.meshwork.libp2p.protocol.ping.Ping;

/**
 * A host with all that its settings ask for, tied together as the package says. Methods may be
 * called from any thread and never block; stages complete on the host's executor, where dependents
 * must not block either.
 */
public final class Node {
  private static final System.Logger LOG = System.getLogger(Node.class.getName());

  private final NodeSettings settings;
  private final Host host;
  private final NodeProtocols protocols;
  private final Runnable end;
  private Optional<CompletableFuture<Void>> closed = Optional.empty();
  private boolean isStarted;

  /**
   * Puts a node together, which does nothing before {@link #start} but resolve names.
   *
   * @throws org.meshwork.libp2p.security.tls.TlsUnavailable if it is to have QUIC, and the native
   *     library for that is not there
   */
  public static Node of(NodePorts ports, NodeSettings settings) {
    NodeTransports transports = NodeTransports.of(ports, settings);
    EventLoop executor = ports.loops().next();
    DnsResolver names = new DnsResolver(executor);
    return new Node(ports, settings, transports, executor, names, names::close);
  }

  /**
   * @param end what is to be done when the host is closed
   */
  Node(
      NodePorts ports,
      NodeSettings settings,
      NodeTransports transports,
      EventLoop executor,
      NameResolver names,
      Runnable end) {
    this.settings = Objects.requireNonNull(settings);
    this.end = end;
    this.host =
        new Host(
            ports.key(),
            transports.all(),
            executor,
            settings.host(),
            new HostPorts(
                ports.peerStore().orElseGet(() -> new MemoryPeerStore(executor.ticker())),
                ports.gater(),
                names,
                ports.random()));
    this.protocols = new NodeProtocols(host, transports, ports, settings);
  }

  public Host host() {
    return host;
  }

  /** Whether peers must hold a key that all of its network share. */
  public boolean isPrivate() {
    return settings.network().isPresent();
  }

  public Identify identify() {
    return protocols.identify;
  }

  public Ping ping() {
    return protocols.ping;
  }

  /**
   * @throws IllegalStateException if the node takes part in none
   */
  public Kademlia hashTable() {
    return protocols.hashTable.orElseThrow(() -> new IllegalStateException("no hash table"));
  }

  /**
   * @throws IllegalStateException if the node takes no part in it
   */
  public GossipSub gossip() {
    return protocols.gossip.orElseThrow(() -> new IllegalStateException("no gossip"));
  }

  /** What is known now of whether others reach this node. */
  public ReachabilityReport reachability() {
    return protocols.watch.report();
  }

  /** Hears of every change of that, once the node has followed it. */
  public void addListener(ReachabilityListener listener) {
    protocols.watch.addListener(listener);
  }

  public void removeListener(ReachabilityListener listener) {
    protocols.watch.removeListener(listener);
  }

  /**
   * Speaks its protocols from now on, and listens. Called once.
   *
   * @return completes when it listens everywhere; exceptionally {@link ConnectionFailed} if it
   *     can't, when it is closed
   * @throws IllegalStateException if it has been called, or the node is closed
   */
  public synchronized CompletionStage<Void> start() {
    if (isStarted || closed.isPresent()) {
      throw new IllegalStateException("a node starts once");
    }
    isStarted = true;
    CompletionStage<Void> listening = CompletableFuture.runAsync(protocols::start, host.executor());
    for (Multiaddr address : settings.listen()) {
      listening = listening.thenCompose(nothing -> host.listen(address)).thenAccept(place -> {});
    }
    return listening
        .handleAsync(
            (nothing, failure) ->
                failure == null ? CompletableFuture.<Void>completedStage(null) : giveUp(failure),
            host.executor())
        .thenCompose(next -> next);
  }

  private CompletionStage<Void> giveUp(Throwable failure) {
    return close()
        .thenCompose(nothing -> CompletableFuture.failedStage(ConnectionFailed.of(failure)));
  }

  /**
   * Connects to peers that are in a network, and looks around in its hash table, if this node takes
   * part in one.
   *
   * @param peers 1 to 64 addresses, with or without a {@code /p2p} step
   * @return how many peers are known then; exceptionally {@link ConnectionFailed}, if none of them
   *     is reached, or what {@link Kademlia#bootstrap} says
   */
  public CompletionStage<Integer> join(List<Multiaddr> peers) {
    List<CompletableFuture<Optional<Contact>>> dials =
        peers.stream().map(peer -> contact(peer).toCompletableFuture()).toList();
    CompletableFuture<?>[] all = dials.toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all)
        .thenComposeAsync(
            nothing ->
                meet(dials.stream().flatMap(contact -> contact.join().stream()).toList(), peers),
            host.executor());
  }

  private CompletionStage<Optional<Contact>> contact(Multiaddr address) {
    return host.dial(address)
        .handle(
            (connection, failure) -> {
              if (failure != null) {
                LOG.log(Level.INFO, "not reached: {0}: {1}", address, failure);
                return Optional.empty();
              }
              return Optional.of(PeerFinding.contact(connection));
            });
  }

  private CompletionStage<Integer> meet(List<Contact> reached, List<Multiaddr> peers) {
    if (reached.isEmpty()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(
              ConnectionFailed.Reason.UNREACHABLE, "none of these is reached: " + peers));
    }
    return protocols
        .hashTable
        .map(table -> table.bootstrap(new ArrayList<>(reached)))
        .orElseGet(() -> CompletableFuture.completedStage(reached.size()));
  }

  /**
   * Ends all that the node does, and closes all that it has opened.
   *
   * @return completes when nothing is open any more; the same at each call
   */
  public synchronized CompletionStage<Void> close() {
    if (closed.isEmpty()) {
      closed =
          Optional.of(
              CompletableFuture.runAsync(isStarted ? protocols::stop : () -> {}, host.executor())
                  .thenComposeAsync(nothing -> protocols.close(), host.executor())
                  .handleAsync((nothing, failure) -> host.close(), host.executor())
                  .thenCompose(hostClosed -> hostClosed)
                  .whenCompleteAsync((nothing, failure) -> end.run(), host.executor())
                  .toCompletableFuture());
    }
    return closed.get().minimalCompletionStage();
  }

  @Override
  public String toString() {
    return "node " + host.id();
  }
}
