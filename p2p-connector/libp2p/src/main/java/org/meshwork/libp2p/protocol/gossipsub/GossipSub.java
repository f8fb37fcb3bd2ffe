package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.gossipsub.wire.PubSubMessage;
import org.meshwork.libp2p.protocol.gossipsub.wire.Signatures;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * Sends messages to all who have subscribed to a topic, and hears those of others, by way of the
 * host's connections. Methods may be called from any thread and never block; stages complete on the
 * host's executor, where listeners and validators are called, too. Whatever is asked before {@link
 * #start} holds once it has started; after {@link #close} stages complete exceptionally with {@link
 * ConnectionFailed}, {@code CLOSED}.
 */
public final class GossipSub {
  private static final System.Logger LOG = System.getLogger(GossipSub.class.getName());

  private final Host host;
  private final SequenceNumbers sequences;
  private final RandomGenerator random;
  private final GossipSubSettings settings;
  private final Router router;
  private final Links links;
  private Optional<Future<?>> heartbeats = Optional.empty();
  private boolean isClosed;

  /**
   * @param sequences number this host's messages, also across restarts
   * @param random chooses peers; used on the host's executor only
   */
  public GossipSub(
      Host host,
      SequenceNumbers sequences,
      RandomGenerator random,
      GossipSubSettings settings,
      Surroundings surroundings) {
    this.host = Objects.requireNonNull(host);
    this.sequences = Objects.requireNonNull(sequences);
    this.random = Objects.requireNonNull(random);
    this.settings = Objects.requireNonNull(settings);
    this.router =
        new Router(host.id(), host.executor(), random, settings, surroundings, host::connect);
    this.links = new Links(host, settings.bounds().rpc(), router);
  }

  /**
   * Gossips with the peers that are connected, and those that will be.
   *
   * @throws IllegalStateException if the host handles one of the protocols already
   */
  public void start() {
    PeerKind.protocols().forEach(protocol -> host.handle(protocol, links::accept));
    host.addListener(links);
    host.executor().execute(this::startNow);
  }

  private void startNow() {
    if (isClosed) {
      return;
    }
    host.connections().forEach(links::connected);
    long interval = settings.mesh().heartbeat().toNanos();
    // By chance, so that nodes that start together don't all beat at once.
    long first = 1 + random.nextLong(interval);
    heartbeats =
        Optional.of(
            host.executor()
                .scheduleAtFixedRate(this::heartbeat, first, interval, TimeUnit.NANOSECONDS));
  }

  private void heartbeat() {
    try {
      router.heartbeat();
      links.heartbeat();
    } catch (RuntimeException thrown) {
      // A timer that throws ends: no heartbeat must be the last because of one.
      LOG.log(Level.ERROR, "a heartbeat failed", thrown);
    }
  }

  /**
   * Takes no more part. Peers see their streams end.
   *
   * @return completes when nothing of it is left in the host
   */
  public CompletionStage<Void> close() {
    PeerKind.protocols().forEach(host::unhandle);
    host.removeListener(links);
    CompletableFuture<Void> closed = new CompletableFuture<>();
    host.executor()
        .execute(
            () -> {
              isClosed = true;
              heartbeats.ifPresent(timer -> timer.cancel(false));
              links.close();
              closed.complete(null);
            });
    return closed;
  }

  /**
   * Hands the topic's messages by others to the listener, in place of the one before. Own messages
   * are not heard.
   *
   * @return exceptionally {@code TOO_MUCH} at {@link BoundSettings#maxTopics()}
   */
  public CompletionStage<Void> subscribe(Topic topic, MessageListener listener) {
    Objects.requireNonNull(topic);
    Objects.requireNonNull(listener);
    return run(() -> router.subscribe(topic, listener));
  }

  /**
   * Takes no more messages of the topic. Who subscribes again at once finds peers that wait for
   * {@link PruneSettings#unsubscribeBackoff()}.
   */
  public CompletionStage<Void> unsubscribe(Topic topic) {
    Objects.requireNonNull(topic);
    return run(() -> router.unsubscribe(topic));
  }

  /**
   * Has the topic's messages judged before they are delivered and passed on, in place of the
   * validator before. Own messages are not judged.
   */
  public CompletionStage<Void> validate(Topic topic, MessageValidator validator) {
    Objects.requireNonNull(topic);
    Objects.requireNonNull(validator);
    return run(() -> router.validations().set(topic, validator));
  }

  /** Takes the topic's messages without judging again. */
  public CompletionStage<Void> stopValidating(Topic topic) {
    Objects.requireNonNull(topic);
    return run(() -> router.validations().remove(topic));
  }

  /**
   * Sends a message, whether subscribed or not. Where nobody is there to take it, it is told of for
   * some heartbeats, if subscribed.
   *
   * @param data with its frame within {@link BoundSettings#maxSentRpcBytes()}
   * @return completes when it is queued for peers; exceptionally {@code TOO_MUCH} if it is too
   *     large, or there are too many topics
   */
  public CompletionStage<Published> publish(Topic topic, Bytes data) {
    Objects.requireNonNull(topic);
    Objects.requireNonNull(data);
    return call(() -> router.publish(message(topic, data)));
  }

  private PubSubMessage message(Topic topic, Bytes data) {
    return settings.signatures() == SignaturePolicy.STRICT_SIGN
        ? Signatures.sign(host.key(), sequences.next(), topic, data)
        : PubSubMessage.anonymous(topic, data);
  }

  /** What this side has subscribed to. */
  public CompletionStage<Set<Topic>> topics() {
    return call(router::topics);
  }

  /** The connected peers that have subscribed to the topic. */
  public CompletionStage<Set<PeerId>> peers(Topic topic) {
    return call(() -> router.peers(topic));
  }

  /** Those of them with whom whole messages are exchanged. */
  public CompletionStage<Set<PeerId>> mesh(Topic topic) {
    return call(() -> router.mesh(topic));
  }

  /** What this side thinks of a peer; 0 of one that it does not know. */
  public CompletionStage<Double> score(PeerId peer) {
    return call(() -> router.score(peer));
  }

  private CompletionStage<Void> run(Runnable work) {
    return call(
        () -> {
          work.run();
          return null;
        });
  }

  private <T> CompletionStage<T> call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    host.executor()
        .execute(
            () -> {
              try {
                requireOpen();
                result.complete(work.get());
              } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private void requireOpen() {
    if (isClosed) {
      throw new ConnectionFailed(Reason.CLOSED, "gossip is closed");
    }
  }
}
