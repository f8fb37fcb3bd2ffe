package org.meshwork.libp2p.discovery.mdns;

import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * Finds peers on the local network of one interface, and lets them find the host. Methods may be
 * called from any thread and never block; stages complete on the event loop.
 */
public final class Mdns {
  private static final System.Logger LOG = System.getLogger(Mdns.class.getName());

  private final List<NeighbourListener> listeners = new CopyOnWriteArrayList<>();
  private final HostListener hostEvents = new HostEvents();
  private final Host host;
  private final EventLoop eventLoop;
  private final MdnsPlace place;
  private final MdnsSettings settings;
  private final RandomGenerator random;

  // What follows is for the event loop.
  private Optional<Conversation> conversation = Optional.empty();
  private Optional<LocalLink> link = Optional.empty();
  private boolean isStarted;
  private boolean isStopped;

  /**
   * @param eventLoop of NIO; it outlives the discovery
   * @param random for the host's name on the link and for delays; used on the event loop only
   */
  public Mdns(
      Host host,
      EventLoop eventLoop,
      MdnsPlace place,
      MdnsSettings settings,
      RandomGenerator random) {
    this.host = Objects.requireNonNull(host);
    this.eventLoop = Objects.requireNonNull(eventLoop);
    this.place = Objects.requireNonNull(place);
    this.settings = Objects.requireNonNull(settings);
    this.random = Objects.requireNonNull(random);
  }

  public void addListener(NeighbourListener listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  public void removeListener(NeighbourListener listener) {
    listeners.remove(listener);
  }

  /**
   * Asks and answers from now on; once.
   *
   * @return exceptionally {@link ConnectionFailed}: {@code ADDRESS_UNAVAILABLE} if the interface or
   *     the port can't be used, {@code CLOSED} if it was started or stopped before
   */
  public CompletionStage<Void> start() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    eventLoop.execute(() -> start(started));
    return started;
  }

  private void start(CompletableFuture<Void> started) {
    if (isStarted || isStopped) {
      started.completeExceptionally(
          new ConnectionFailed(Reason.CLOSED, "a discovery is started once"));
      return;
    }
    isStarted = true;
    MulticastSocket.open(eventLoop, place, this::received)
        .whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                started.completeExceptionally(ConnectionFailed.of(failure));
              } else if (isStopped) {
                socket.close();
                started.completeExceptionally(
                    new ConnectionFailed(Reason.CLOSED, "the discovery was stopped"));
              } else {
                begin(socket);
                started.complete(null);
              }
            });
  }

  private void begin(LocalLink socket) {
    Conversation begun =
        new Conversation(
            host,
            eventLoop,
            socket,
            LinkAddresses.of(place.networkInterface()),
            settings,
            random,
            this::tell);
    link = Optional.of(socket);
    conversation = Optional.of(begun);
    host.addListener(hostEvents);
    begun.start();
  }

  private void received(Bytes datagram, InetAddress sender) {
    conversation.ifPresent(open -> open.received(datagram, sender));
  }

  private void tell(Neighbour neighbour) {
    for (NeighbourListener listener : listeners) {
      try {
        listener.found(neighbour);
      } catch (RuntimeException thrown) {
        LOG.log(Level.WARNING, () -> "a listener of neighbours failed: " + listener, thrown);
      }
    }
  }

  /** Who is known now. */
  public CompletionStage<List<Neighbour>> neighbours() {
    CompletableFuture<List<Neighbour>> result = new CompletableFuture<>();
    eventLoop.execute(
        () -> result.complete(conversation.map(Conversation::neighbours).orElse(List.of())));
    return result;
  }

  /** Asks and answers no more, and forgets who was found; the peer store doesn't. */
  public CompletionStage<Void> stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    eventLoop.execute(() -> stop(stopped));
    return stopped;
  }

  private void stop(CompletableFuture<Void> stopped) {
    isStopped = true;
    host.removeListener(hostEvents);
    conversation.ifPresent(Conversation::stop);
    conversation = Optional.empty();
    link.map(LocalLink::close)
        .orElseGet(() -> CompletableFuture.completedStage(null))
        .whenComplete((nothing, never) -> stopped.complete(null));
    link = Optional.empty();
  }

  private final class HostEvents implements HostListener {
    @Override
    public void changed() {
      eventLoop.execute(() -> conversation.ifPresent(Conversation::askSoon));
    }
  }
}
