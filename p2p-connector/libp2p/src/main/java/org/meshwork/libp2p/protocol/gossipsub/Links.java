package org.meshwork.libp2p.protocol.gossipsub;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;

/**
 * One stream to each connected peer and one from it (libp2p/specs pubsub, "Stream management"). On
 * the host's executor, but for {@link #accept}.
 */
final class Links implements HostListener, InboundRpcs.Sink {
  private static final System.Logger LOG = System.getLogger(Links.class.getName());

  private final Map<PeerId, Link> links = new HashMap<>();
  private final Host host;
  private final RpcBounds bounds;
  private final Router router;
  private boolean isClosed;

  Links(Host host, RpcBounds bounds, Router router) {
    this.host = host;
    this.bounds = bounds;
    this.router = router;
  }

  @Override
  public void connected(Connection connection) {
    if (!isClosed && !links.containsKey(connection.remotePeer())) {
      Link link = new Link(connection);
      links.put(connection.remotePeer(), link);
      open(link);
    }
  }

  private void open(Link link) {
    link.isOpening = true;
    host.openStream(link.id, PeerKind.protocols().toArray(String[]::new))
        .whenCompleteAsync((opened, failure) -> opened(link, opened, failure), host.executor());
  }

  private void opened(Link link, ProtocolStream opened, Throwable failure) {
    link.isOpening = false;
    if (failure != null) {
      LOG.log(Level.DEBUG, () -> "no stream of gossip to " + link.id, failure);
      boolean isDeaf = ConnectionFailed.of(failure).reason() == Reason.NO_COMMON_PROTOCOL;
      link.failedToOpen(isDeaf);
      link.peer.ifPresent(router::detached);
      return;
    }
    if (links.get(link.id) != link) {
      opened.stream().reset();
      return;
    }
    Stream stream = opened.stream();
    link.outbound = Optional.of(stream);
    stream.read(new Silence(stream));
    Peer peer = meet(link, PeerKind.of(opened.protocol()));
    peer.kind = PeerKind.of(opened.protocol());
    router.attached(peer, stream);
    stream.closed().whenCompleteAsync((nothing, end) -> closed(link, stream), host.executor());
  }

  private Peer meet(Link link, PeerKind kind) {
    Peer peer =
        link.peer.orElseGet(() -> router.connected(link.id, kind, link.isOutbound, link.place));
    link.peer = Optional.of(peer);
    return peer;
  }

  private void closed(Link link, Stream stream) {
    if (links.get(link.id) == link && link.outbound.filter(stream::equals).isPresent()) {
      link.outbound = Optional.empty();
      link.failedToOpen(false);
      link.peer.ifPresent(router::detached);
    }
  }

  @Override
  public void disconnected(Connection connection, ConnectionFailed reason) {
    if (host.connections(connection.remotePeer()).isEmpty()) {
      Link link = links.remove(connection.remotePeer());
      if (link != null) {
        link.peer.ifPresent(router::disconnected);
        link.reset();
      }
    }
  }

  /** Takes a peer's stream, on its connection's event loop. */
  void accept(ProtocolStream inbound) {
    InboundRpcs rpcs = new InboundRpcs(inbound, bounds, host.executor(), this);
    host.executor().execute(() -> accepted(rpcs, PeerKind.of(inbound.protocol())));
    rpcs.start();
  }

  /** The newer stream replaces the older one, whose end may not have been heard of yet. */
  private void accepted(InboundRpcs rpcs, PeerKind kind) {
    Link link = links.get(rpcs.peer);
    if (link == null) {
      rpcs.reset();
      return;
    }
    link.inbound.ifPresent(InboundRpcs::reset);
    link.inbound = Optional.of(rpcs);
    meet(link, kind);
    if (link.outbound.isEmpty() && !link.isOpening && link.isDeaf()) {
      link.speaksNow();
      open(link);
    }
  }

  private Optional<Link> linkOf(InboundRpcs from) {
    return Optional.ofNullable(links.get(from.peer))
        .filter(link -> link.inbound.filter(from::equals).isPresent());
  }

  @Override
  public void heard(InboundRpcs from, Rpc rpc) {
    linkOf(from).flatMap(link -> link.peer).ifPresent(peer -> router.heard(peer, rpc));
  }

  @Override
  public void ended(InboundRpcs from, boolean isViolation) {
    linkOf(from)
        .ifPresent(
            link -> {
              link.inbound = Optional.empty();
              if (isViolation) {
                link.peer.ifPresent(router::violated);
              }
            });
  }

  /** Tries again where there is no stream. */
  void heartbeat() {
    for (Link link : List.copyOf(links.values())) {
      if (link.isDue()) {
        open(link);
      }
    }
  }

  void close() {
    isClosed = true;
    List<Link> all = List.copyOf(links.values());
    links.clear();
    for (Link link : all) {
      link.peer.ifPresent(router::disconnected);
      link.reset();
    }
  }
}
