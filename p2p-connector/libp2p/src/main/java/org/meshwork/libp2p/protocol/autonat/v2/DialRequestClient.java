package org.meshwork.libp2p.protocol.autonat.v2;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.autonat.Finding;
import org.meshwork.libp2p.protocol.autonat.Prober;

/**
 * Asks servers to dial the host at one of its addresses, and believes only dials that bring the
 * nonce. Methods may be called from any thread and never block.
 */
public final class DialRequestClient implements Prober {
  public static final String DIAL_BACK = "/libp2p/autonat/2/dial-back";

  private static final System.Logger LOG = System.getLogger(DialRequestClient.class.getName());

  private static final int MAX_INBOUND_STREAMS = 2;

  /** For a nonce that is overtaken by the server's answer, on another connection. */
  private static final Duration OVERTAKEN = Duration.ofSeconds(5);

  private final Nonces nonces = new Nonces();
  private final Host host;
  private final RandomGenerator random;
  private final Duration timeout;
  private final MessageBounds dialBackBounds;

  /**
   * @param random for nonces that nobody can guess; used on the host's executor only
   * @param timeout for an answer, with the server's dial in it; 10 ms to 10 minutes
   */
  public DialRequestClient(Host host, RandomGenerator random, Duration timeout) {
    this.host = Objects.requireNonNull(host);
    this.random = Objects.requireNonNull(random);
    this.timeout = Objects.requireNonNull(timeout);
    this.dialBackBounds = new MessageBounds(DialBack.MAX_BYTES, 1, timeout);
  }

  /** Takes nonces from now on, without which nothing is found to be reachable. */
  public void start() {
    host.handle(DIAL_BACK, new StreamsPerPeer(MAX_INBOUND_STREAMS, this::takeNonce));
  }

  /** Takes no more nonces. */
  public void stop() {
    host.unhandle(DIAL_BACK);
  }

  private void takeNonce(ProtocolStream inbound) {
    Messages.readOne(inbound, dialBackBounds)
        .thenApply(DialBack::decode)
        .thenAcceptAsync(said -> requireAwaited(said, inbound.connection()), host.executor())
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                Messages.sendLast(inbound, DialBack.RESPONSE, dialBackBounds);
              } else {
                LOG.log(Level.DEBUG, () -> "no nonce from " + inbound.connection(), failure);
                inbound.stream().reset();
              }
            });
  }

  /** Whoever says it, since a server may dial with another key (autonat-v2). */
  private void requireAwaited(DialBack said, Connection connection) {
    // On a connection that this side made, it proves nothing.
    boolean isTaken =
        !connection.isInitiator() && nonces.arrived(said.nonce(), connection.localAddress());
    if (!isTaken) {
      throw new ConnectionFailed(Reason.PROTOCOL_VIOLATED, "a nonce that is not awaited");
    }
  }

  @Override
  public String protocol() {
    return DialRequestServer.PROTOCOL;
  }

  @Override
  public boolean judgesAddresses() {
    return true;
  }

  @Override
  public CompletionStage<Optional<Finding>> probe(Connection server, List<Multiaddr> addresses) {
    List<Multiaddr> asked = addresses.stream().limit(DialRequest.MAX_ADDRESSES).toList();
    long nonce = random.nextLong();
    Optional<CompletableFuture<Multiaddr>> arrival = nonces.await(nonce);
    if (arrival.isEmpty()) {
      return CompletableFuture.failedStage(
          new ConnectionFailed(Reason.TOO_MUCH, "too many questions at once"));
    }
    return host.openStream(server, List.of(protocol()))
        .thenCompose(stream -> Question.ask(stream, DialRequest.of(asked, nonce), timeout))
        .thenComposeAsync(response -> finding(response, asked, arrival.get()), host.executor())
        .whenCompleteAsync((finding, failure) -> nonces.forget(nonce), host.executor());
  }

  private CompletionStage<Optional<Finding>> finding(
      DialResponse response, List<Multiaddr> asked, CompletableFuture<Multiaddr> arrival) {
    if (response.status() != ResponseStatus.OK) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    Multiaddr address = asked.get(response.index());
    return switch (response.dial()) {
      case OK -> proof(address, arrival);
      case DIAL_ERROR -> CompletableFuture.completedStage(failure(address, arrival));
      // Somebody answers there, but whether it is this host is not proven.
      case DIAL_BACK_ERROR, UNUSED -> CompletableFuture.completedStage(Optional.empty());
    };
  }

  /** Not the word of a server whose nonce has come nevertheless. */
  private static Optional<Finding> failure(
      Multiaddr address, CompletableFuture<Multiaddr> arrival) {
    return arrival.isDone()
        ? Optional.empty()
        : Optional.of(new Finding(Optional.of(address), false));
  }

  private CompletionStage<Optional<Finding>> proof(
      Multiaddr address, CompletableFuture<Multiaddr> arrival) {
    CompletableFuture<Optional<Finding>> proven = new CompletableFuture<>();
    Future<?> timer =
        host.executor()
            .schedule(
                () -> proven.completeExceptionally(unproven(address)),
                OVERTAKEN.toMillis(),
                TimeUnit.MILLISECONDS);
    proven.whenComplete((finding, failure) -> timer.cancel(false));
    arrival.thenAccept(
        at -> {
          if (isOfOneTransport(at, address)) {
            proven.complete(Optional.of(new Finding(Optional.of(address), true)));
          } else {
            proven.completeExceptionally(unproven(address));
          }
        });
    return proven;
  }

  /** Places and ports may differ behind a NAT; proxies may end what is inside. */
  private static boolean isOfOneTransport(Multiaddr at, Multiaddr address) {
    return at.has(AddressProtocol.TCP) == address.has(AddressProtocol.TCP)
        && at.has(AddressProtocol.UDP) == address.has(AddressProtocol.UDP);
  }

  private static ConnectionFailed unproven(Multiaddr address) {
    return new ConnectionFailed(
        Reason.PROTOCOL_VIOLATED, "no proof of a dial of " + address + " has come");
  }
}
