package org.meshwork.libp2p.protocol.rendezvous;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.rendezvous.wire.Discover;
import org.meshwork.libp2p.protocol.rendezvous.wire.DiscoverResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.Register;
import org.meshwork.libp2p.protocol.rendezvous.wire.RegisterResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.RendezvousMessage;
import org.meshwork.libp2p.protocol.rendezvous.wire.ResponseStatus;
import org.meshwork.libp2p.protocol.rendezvous.wire.Unregister;
import org.meshwork.libp2p.record.CertifiedPeerRecord;
import org.meshwork.libp2p.record.PeerRecord;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * Registers the host at rendezvous points, and asks them who else has. A point is connected first
 * if need be, at the addresses that the peer store knows. Methods may be called from any thread and
 * never block; stages complete on the host's executor or on the connection's event loop.
 *
 * <p>Stages complete exceptionally with {@link RendezvousRefused} by the point's word, or with
 * {@link ConnectionFailed}: {@code PROTOCOL_VIOLATED} if it answers otherwise, {@code TIMED_OUT},
 * or what the connection or the stream met.
 */
public final class RendezvousClient {
  /** Of one answer, as the specification recommends; each is a signature to be checked. */
  public static final int MAX_PAGE = 1_000;

  private static final System.Logger LOG = System.getLogger(RendezvousClient.class.getName());
  private static final Duration MAX_TIME_TO_LIVE = Duration.ofHours(72);
  private static final int MAX_PAGES = 64;
  private static final int MAX_ADDRESSES = 16;

  private final Host host;
  private final SequenceNumbers sequences;
  private final MessageBounds bounds;

  /**
   * @param sequences numbers the host's records
   * @param timeout for an answer, 10 ms to 10 minutes
   */
  public RendezvousClient(Host host, SequenceNumbers sequences, Duration timeout) {
    this.host = Objects.requireNonNull(host);
    this.sequences = Objects.requireNonNull(sequences);
    this.bounds = new MessageBounds(RendezvousMessage.MAX_BYTES, 1, timeout);
  }

  /**
   * Registers the host, with where it is reached now, in the place of an earlier registration.
   *
   * @param timeToLive in whole seconds; the point's default if empty
   * @return for how long it holds; exceptionally also {@code ADDRESS_UNAVAILABLE} if the host
   *     listens nowhere
   */
  public CompletionStage<Duration> register(
      PeerId point, Namespace namespace, Optional<Duration> timeToLive) {
    List<Multiaddr> addresses = addresses();
    if (addresses.isEmpty()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.ADDRESS_UNAVAILABLE, "this host can be reached nowhere"));
    }
    PeerRecord record = new PeerRecord(host.id(), sequences.next(), addresses);
    Bytes signed = CertifiedPeerRecord.seal(host.key(), record).envelope().encode();
    Register wish = new Register(namespace.text(), Optional.of(signed), timeToLive);
    return ask(point, wish, RegisterResponse.class)
        .thenApply(
            answer -> {
              requireOk(answer.status(), answer.text());
              return answer.timeToLive().or(() -> timeToLive).orElse(Duration.ofHours(2));
            });
  }

  /** Where the host can be reached, as it tells a point. */
  List<Multiaddr> addresses() {
    return host.addresses().stream().limit(MAX_ADDRESSES).toList();
  }

  /**
   * Takes the registration back.
   *
   * @return completes when the point has closed the stream; it doesn't answer
   */
  public CompletionStage<Void> unregister(PeerId point, Namespace namespace) {
    Bytes wish = new Unregister(namespace.text()).encode();
    return host.connectAndOpen(point, RendezvousServer.PROTOCOL)
        .thenCompose(
            stream -> {
              CompletionStage<List<Bytes>> nothing = Messages.readAll(stream, bounds);
              Messages.sendLast(stream, wish, bounds);
              return nothing;
            })
        .thenAccept(answers -> {});
  }

  /**
   * Asks for a page of those who have registered, and notes them in the peer store.
   *
   * @param namespace all if empty
   * @param limit 1 to {@link #MAX_PAGE}
   * @param cookie of the page before; empty for the first
   */
  public CompletionStage<FoundPeers> discover(
      PeerId point, Optional<Namespace> namespace, int limit, Bytes cookie) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to " + MAX_PAGE);
    }
    Discover question = new Discover(namespace.map(Namespace::text), limit, cookie);
    return ask(point, question, DiscoverResponse.class)
        .thenApply(
            answer -> {
              requireOk(answer.status(), answer.text());
              List<FoundPeer> found = found(answer.registrations(), namespace, limit);
              found.forEach(
                  peer -> host.peerStore().addCertified(peer.record(), peer.timeToLive()));
              return new FoundPeers(found, answer.cookie());
            });
  }

  /**
   * Asks for page after page, until there are no more, or enough. A peer in several namespaces is
   * found in each.
   *
   * @param max of registrations, at least 1
   */
  public CompletionStage<List<FoundPeer>> discoverAll(
      PeerId point, Optional<Namespace> namespace, int max) {
    Map<List<Object>, FoundPeer> found = new LinkedHashMap<>();
    return discoverMore(point, namespace, max, Bytes.EMPTY, MAX_PAGES, found)
        .thenApply(nothing -> found.values().stream().limit(max).toList());
  }

  private CompletionStage<Void> discoverMore(
      PeerId point,
      Optional<Namespace> namespace,
      int max,
      Bytes cookie,
      int pages,
      Map<List<Object>, FoundPeer> found) {
    int limit = Math.max(1, Math.min(max - found.size(), MAX_PAGE));
    return discover(point, namespace, limit, cookie)
        .thenCompose(
            page -> {
              page.peers().forEach(peer -> found.put(key(peer), peer));
              boolean isLast =
                  page.peers().isEmpty() || page.cookie().isEmpty() || found.size() >= max;
              return isLast || pages == 1
                  ? CompletableFuture.completedStage(null)
                  : discoverMore(point, namespace, max, page.cookie(), pages - 1, found);
            });
  }

  private static List<Object> key(FoundPeer peer) {
    return List.of(peer.namespace(), peer.record().content().peer());
  }

  private List<FoundPeer> found(
      List<Register> registrations, Optional<Namespace> namespace, int limit) {
    return registrations.stream()
        .limit(limit)
        .flatMap(registration -> found(registration).stream())
        .filter(peer -> namespace.map(peer.namespace()::equals).orElse(true))
        .toList();
  }

  /** Empty if it is not what a peer has signed. */
  private static Optional<FoundPeer> found(Register registration) {
    try {
      CertifiedPeerRecord record =
          CertifiedPeerRecord.open(registration.record().orElse(Bytes.EMPTY));
      Duration told = registration.timeToLive().orElse(Duration.ZERO);
      Duration timeToLive = told.compareTo(MAX_TIME_TO_LIVE) < 0 ? told : MAX_TIME_TO_LIVE;
      return Optional.of(
          new FoundPeer(new Namespace(registration.namespace()), record, timeToLive));
    } catch (InputRefused refused) {
      LOG.log(Level.DEBUG, "a registration that is not believed", refused);
      return Optional.empty();
    }
  }

  private <T extends RendezvousMessage> CompletionStage<T> ask(
      PeerId point, RendezvousMessage request, Class<T> expected) {
    return host.connectAndOpen(point, RendezvousServer.PROTOCOL)
        .thenCompose((ProtocolStream stream) -> Messages.ask(stream, request.encode(), bounds))
        .thenApply(answer -> decode(answer, expected));
  }

  private static <T extends RendezvousMessage> T decode(Bytes answer, Class<T> expected) {
    try {
      return Stream.of(RendezvousMessage.decode(answer))
          .filter(expected::isInstance)
          .map(expected::cast)
          .findAny()
          .orElseThrow(
              () -> new InputRefused(InputRefused.Reason.MALFORMED, "an answer of another kind"));
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "no answer: " + refused.getMessage(), refused);
    }
  }

  private static void requireOk(ResponseStatus status, String text) {
    if (status != ResponseStatus.OK) {
      throw new RendezvousRefused(status, text);
    }
  }
}
