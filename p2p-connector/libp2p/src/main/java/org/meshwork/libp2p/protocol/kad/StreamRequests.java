package org.meshwork.libp2p.protocol.kad;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** Requests to peers of a host, each on a stream of its own, and within a time. */
final class StreamRequests implements PeerRequests {
  private final Host host;
  private final String protocol;
  private final Duration timeout;
  private final MessageBounds bounds;

  StreamRequests(Host host, String protocol, Duration timeout) {
    this.host = host;
    this.protocol = protocol;
    this.timeout = timeout;
    this.bounds = new MessageBounds(KadMessage.MAX_BYTES, 1, timeout);
  }

  @Override
  public CompletionStage<KadMessage> ask(PeerId peer, KadMessage request) {
    return inTime(
        peer,
        exchange(
            peer,
            stream ->
                Messages.ask(stream, request.encode(), bounds)
                    .thenApply(answer -> decode(request, answer))));
  }

  /**
   * A connection that was there before may be given up by either side at any time, to have fewer of
   * them, with what is on its way. All requests may be heard twice.
   */
  private <T> CompletionStage<T> exchange(
      PeerId peer, Function<ProtocolStream, CompletionStage<T>> work) {
    if (host.connections(peer).isEmpty()) {
      return exchangeOnce(peer, work);
    }
    return exchangeOnce(peer, work)
        .exceptionallyComposeAsync(
            failure ->
                ConnectionFailed.of(failure).reason() == Reason.CLOSED
                    ? exchangeOnce(peer, work)
                    : CompletableFuture.failedStage(failure),
            host.executor());
  }

  private <T> CompletionStage<T> exchangeOnce(
      PeerId peer, Function<ProtocolStream, CompletionStage<T>> work) {
    return host.connect(peer, host.peerStore().addresses(peer))
        .thenCompose(connection -> host.openStream(connection, List.of(protocol)))
        .thenCompose(work);
  }

  private static KadMessage decode(KadMessage request, Bytes bytes) {
    try {
      KadMessage answer = KadMessage.decode(bytes);
      if (answer.type() != request.type()) {
        throw new ConnectionFailed(
            Reason.PROTOCOL_VIOLATED, answer.type() + " is no answer to " + request.type());
      }
      return answer;
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "no answer: " + refused.getMessage(), refused);
    }
  }

  @Override
  public CompletionStage<Void> tell(PeerId peer, KadMessage message) {
    return inTime(peer, exchange(peer, stream -> send(stream, message)));
  }

  private CompletionStage<Void> send(ProtocolStream stream, KadMessage message) {
    End end = new End();
    stream.stream().read(end);
    Messages.sendLast(stream, message.encode(), bounds);
    return end.heard;
  }

  /**
   * Expects nothing but the end, which a peer sends when it has taken the message. js-libp2p reads
   * on instead, and resets the stream when nothing comes; what it was sent it has taken then, too.
   */
  private static final class End implements StreamReader {
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    @Override
    public void bytes(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    public void endOfInput() {
      heard.complete(null);
    }

    @Override
    public void failed(ConnectionFailed failure) {
      if (failure.reason() == Reason.RESET) {
        heard.complete(null);
      } else {
        heard.completeExceptionally(failure);
      }
    }
  }

  /** Dialling has a time of its own, which may be longer. */
  private <T> CompletionStage<T> inTime(PeerId peer, CompletionStage<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Future<?> timer =
        host.executor()
            .schedule(
                () ->
                    result.completeExceptionally(
                        new ConnectionFailed(
                            Reason.TIMED_OUT, "no answer from " + peer + " in " + timeout)),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
    work.whenComplete(
        (value, failure) -> {
          timer.cancel(false);
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(ConnectionFailed.of(failure));
          }
        });
    return result;
  }

  @Override
  public Optional<Link> link(PeerId peer) {
    List<Connection> open = host.connections(peer);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    return open.stream()
        .filter(Connection::isInitiator)
        .findFirst()
        .or(() -> open.stream().findFirst())
        .map(connection -> new Link(connection.remoteAddress(), connection.isInitiator()));
  }

  @Override
  public void value(PeerId peer, int weight) {
    if (weight == 0) {
      host.connectionManager().untag(peer, protocol);
    } else {
      host.connectionManager().tag(peer, protocol, weight);
    }
  }

  @Override
  public List<Multiaddr> ownAddresses() {
    return host.addresses();
  }
}
