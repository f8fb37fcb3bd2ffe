package org.meshwork.libp2p.protocol.dcutr;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.identify.IdentityListener;
import org.meshwork.libp2p.transport.HolePuncher;

/**
 * Gets direct connections to peers with whom there is one over a relay, and closes that then. May
 * be started and stopped from any thread; all else happens on the host's executor.
 */
public final class Dcutr {
  public static final String PROTOCOL = "/libp2p/dcutr";

  private static final System.Logger LOG = System.getLogger(Dcutr.class.getName());

  /** The relayed connections, and how many attempts were made on each. */
  private final Map<Connection, Integer> attempts = new HashMap<>();

  private final Host host;
  private final Identify identify;
  private final DcutrSettings settings;
  private final OwnAddresses own;
  private final Punches punches;
  private final Events events = new Events();

  /**
   * @param identify whose answers begin upgrades, and tell where this side is seen
   * @param transports the ones among the host's that punch holes
   */
  public Dcutr(Host host, Identify identify, List<HolePuncher> transports, DcutrSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.identify = Objects.requireNonNull(identify);
    this.settings = Objects.requireNonNull(settings);
    this.own = new OwnAddresses(host, settings);
    this.punches = new Punches(host, transports, settings);
    host.allowOnLimitedConnections(PROTOCOL);
  }

  public void start() {
    host.addListener(events);
    identify.addListener(events);
    host.handle(PROTOCOL, new StreamsPerPeer(1, this::accept));
  }

  /** Begins and takes no more upgrades; those under way go on. */
  public void stop() {
    host.unhandle(PROTOCOL);
    identify.removeListener(events);
    host.removeListener(events);
  }

  private static boolean isRelayed(Connection connection) {
    return connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT);
  }

  private boolean isDirect(Connection relayed) {
    return host.connections(relayed.remotePeer()).stream().anyMatch(other -> !isRelayed(other));
  }

  /** Step 1 and before: the side that was called over the relay begins. */
  private void begin(Connection relayed, Identity identity) {
    if (attempts.putIfAbsent(relayed, 0) != null || isDirect(relayed)) {
      return;
    }
    dial(relayed, identity)
        .handleAsync(
            (direct, failure) -> failure == null ? migrated(relayed) : attempt(relayed),
            host.executor())
        .thenCompose(next -> next)
        .whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                LOG.log(Level.DEBUG, () -> "no direct connection instead of " + relayed, failure);
              }
            });
  }

  private CompletionStage<Connection> dial(Connection relayed, Identity identity) {
    List<Multiaddr> addresses =
        identity.addresses().stream()
            .flatMap(address -> PublicAddresses.of(address, settings.allowsPrivate()).stream())
            .limit(settings.maxAddresses())
            .toList();
    return settings.dialsFirst() && !addresses.isEmpty()
        ? host.connectDirectly(relayed.remotePeer(), addresses)
        : CompletableFuture.failedStage(
            new ConnectionFailed(Reason.UNREACHABLE, "the peer tells no public address"));
  }

  private CompletionStage<Void> attempt(Connection relayed) {
    if (isDirect(relayed)) {
      return migrated(relayed);
    }
    Integer made = attempts.get(relayed);
    if (made == null || made >= settings.attempts()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.UNREACHABLE, "no hole after " + made + " attempts"));
    }
    attempts.put(relayed, made + 1);
    return host.openStream(relayed, List.of(PROTOCOL))
        .thenComposeAsync(
            stream -> Exchange.invite(stream, own.all(), settings.timeout()), host.executor())
        .thenComposeAsync(agreed -> punchLater(relayed, agreed), host.executor())
        .handleAsync(
            (direct, failure) -> failure == null ? migrated(relayed) : attempt(relayed),
            host.executor())
        .thenCompose(next -> next);
  }

  private CompletionStage<Connection> punchLater(Connection relayed, Exchange.Agreement agreed) {
    CompletableFuture<Connection> result = new CompletableFuture<>();
    host.executor()
        .schedule(
            () ->
                punches
                    .punch(relayed.remotePeer(), agreed.addresses(), false)
                    .whenComplete(
                        (direct, failure) -> {
                          if (failure == null) {
                            result.complete(direct);
                          } else {
                            result.completeExceptionally(failure);
                          }
                        }),
            agreed.delay().toNanos(),
            TimeUnit.NANOSECONDS);
    return result;
  }

  private CompletionStage<Void> migrated(Connection relayed) {
    host.executor()
        .schedule(relayed::closeGracefully, settings.grace().toMillis(), TimeUnit.MILLISECONDS);
    return CompletableFuture.completedStage(null);
  }

  /** The peer begins; only who was called may, over the relay of the call. */
  private void accept(ProtocolStream inbound) {
    Connection relayed = inbound.connection();
    if (!isRelayed(relayed) || !relayed.isInitiator()) {
      inbound.stream().reset();
      return;
    }
    host.executor().execute(() -> acceptNow(inbound));
  }

  private void acceptNow(ProtocolStream inbound) {
    Connection relayed = inbound.connection();
    int made = attempts.getOrDefault(relayed, 0);
    boolean isOver = relayed.ended().toCompletableFuture().isDone();
    if (isOver || made >= settings.attempts()) {
      inbound.stream().reset();
      return;
    }
    attempts.put(relayed, made + 1);
    Exchange.accept(inbound, own.all(), settings.timeout())
        .thenComposeAsync(
            agreed -> punches.punch(relayed.remotePeer(), agreed.addresses(), true),
            host.executor())
        .whenCompleteAsync(
            (direct, failure) -> {
              if (failure == null) {
                migrated(relayed);
              } else {
                LOG.log(Level.DEBUG, () -> "no hole to " + relayed.remotePeer(), failure);
              }
            },
            host.executor());
  }

  private final class Events implements HostListener, IdentityListener {
    @Override
    public void connected(Connection connection) {
      if (!isRelayed(connection)) {
        punches.connected(connection);
      }
    }

    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      attempts.remove(connection);
    }

    @Override
    public void identified(Connection connection, Identity identity) {
      if (!isRelayed(connection)) {
        identity.observed().ifPresent(own::observed);
      } else if (!connection.isInitiator()) {
        begin(connection, identity);
      }
    }
  }
}
