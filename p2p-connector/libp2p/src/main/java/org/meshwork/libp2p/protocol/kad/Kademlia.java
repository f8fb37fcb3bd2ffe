package org.meshwork.libp2p.protocol.kad;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multihash;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.identify.IdentityListener;
import org.meshwork.libp2p.protocol.kad.KademliaFailed.Reason;
import org.meshwork.libp2p.protocol.kad.value.Validators;

/**
 * A host's node in a distributed hash table: finds peers, keeps and finds values, and finds who
 * provides a content. Methods may be called from any thread and never block; stages complete on the
 * host's executor, where dependents must not block either, and exceptionally with {@link
 * KademliaFailed}: {@code CLOSED} after {@link #close}, {@code TOO_MUCH} above the bound of
 * operations, {@code NO_PEERS} before any peer is known, and what each says besides. Cancelling a
 * stage gives up nothing.
 *
 * <p>It hears of peers by {@code identify.addListener(kademlia)}: without that, nodes that connect
 * to this one don't get into its table.
 */
public final class Kademlia implements IdentityListener {
  private final Host host;
  private final KademliaSettings settings;
  private final KademliaNode node;
  private volatile Mode mode = Mode.CLIENT;
  private int operations;
  private boolean isStarted;
  private boolean isClosed;

  /**
   * @param clock the wall clock, by which values and providers age
   * @param random spreads timers and chooses where to look; used on the host's executor only
   * @param validators the rules of values; one whose namespace has none is refused
   */
  public Kademlia(
      Host host,
      InstantSource clock,
      RandomGenerator random,
      Validators validators,
      KademliaSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.settings = Objects.requireNonNull(settings);
    this.node =
        new KademliaNode(
            host.id(),
            new StreamRequests(host, settings.protocol(), settings.requests().timeout()),
            host.peerStore(),
            host.executor(),
            clock,
            random,
            validators,
            settings);
  }

  /**
   * Works in this mode from now on, and begins to keep its table fresh; may be called again to
   * change the mode, as whether others reach this node becomes known.
   *
   * @return completes when it does; exceptionally {@link IllegalStateException} if something else
   *     on the host handles the protocol
   */
  public CompletionStage<Void> start(Mode wanted) {
    return call(
        () -> {
          if (!isStarted) {
            isStarted = true;
            node.start();
          }
          change(wanted);
          return CompletableFuture.completedStage(null);
        });
  }

  private void change(Mode wanted) {
    if (wanted == mode) {
      return;
    }
    if (wanted == Mode.SERVER) {
      host.handle(
          settings.protocol(),
          new StreamsPerPeer(settings.requests().maxInboundStreams(), this::serve));
    } else {
      host.unhandle(settings.protocol());
    }
    mode = wanted;
  }

  private void serve(ProtocolStream inbound) {
    new RequestStream(inbound, node::answer, host.executor(), settings.requests().timeout())
        .start();
  }

  public Mode mode() {
    return mode;
  }

  public KademliaSettings settings() {
    return settings;
  }

  /**
   * Joins the table by peers that are in it, and looks around: for itself, and in each part of the
   * key space. They are asked again whenever nobody is known any more.
   *
   * @param peers at most 64, with the addresses where they are reached
   * @return how many peers are known then; exceptionally {@code NO_PEERS} if none of them answers
   */
  public CompletionStage<Integer> bootstrap(Collection<Contact> peers) {
    List<Contact> copy = List.copyOf(peers);
    return operate(() -> node.bootstrap(copy));
  }

  /**
   * Looks around, as it does at each interval.
   *
   * @return completes when it has
   */
  public CompletionStage<Void> refresh() {
    return operate(node::refresh);
  }

  /** The peers closest to the key that answer, at most k. */
  public CompletionStage<Neighbourhood> closest(Bytes key) {
    return operate(() -> node.closest(key));
  }

  /**
   * Finds where a peer is: by its own word if it is in the table, and else by what others say.
   *
   * @return exceptionally {@code NOT_FOUND}
   */
  public CompletionStage<Contact> findPeer(PeerId peer) {
    return operate(() -> node.findPeer(peer));
  }

  /**
   * Has the k closest peers store a value, and does so again at each interval until {@link
   * #forget}, or until there is a better one.
   *
   * @param key with a namespace that there are rules for
   * @param quorum how many must have stored it; 0 to be content with this node
   * @return how many have; exceptionally {@code VALUE_REFUSED} by the rules, {@code OUTDATED} if
   *     this node has a better one, {@code QUORUM_MISSED} if fewer have stored it
   */
  public CompletionStage<Integer> put(Bytes key, Bytes value, int quorum) {
    return operate(() -> node.values().put(key, value, quorum));
  }

  /** Does not put the value again; peers keep it until it is too old. */
  public CompletionStage<Void> forget(Bytes key) {
    return call(
        () -> {
          node.values().forget(key);
          return CompletableFuture.completedStage(null);
        });
  }

  /** As {@link #get(Bytes, int)}, with the quorum of the settings. */
  public CompletionStage<FoundValue> get(Bytes key) {
    return get(key, settings.quorum());
  }

  /**
   * Finds the best value under a key. Peers who have a worse one, or none although they are close
   * to the key, are sent the best one afterwards.
   *
   * @param quorum how many nodes must have a valid value for the lookup to end early, 1 or more; if
   *     there are fewer, the best of theirs counts
   * @return exceptionally {@code NOT_FOUND} if no node has a valid value
   */
  public CompletionStage<FoundValue> get(Bytes key, int quorum) {
    if (quorum < 1) {
      throw new IllegalArgumentException("at least 1 value, not " + quorum);
    }
    return operate(() -> node.values().get(key, quorum));
  }

  /**
   * Tells the k closest peers that this host provides a content, and does so again at each interval
   * until {@link #stopProviding}.
   *
   * @return how many have heard it
   */
  public CompletionStage<Integer> provide(Multihash content) {
    return operate(() -> node.contents().provide(content));
  }

  /** Does not say so again; peers forget it when it is too old. */
  public CompletionStage<Void> stopProviding(Multihash content) {
    return call(
        () -> {
          node.contents().withdraw(content);
          return CompletableFuture.completedStage(null);
        });
  }

  /**
   * Finds who provides a content, by their own word to the peers that say so, which nobody proves.
   *
   * @param count after how many the lookup ends, 1 or more
   * @return at most so many, and none if nobody does
   */
  public CompletionStage<List<Contact>> findProviders(Multihash content, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 provider, not " + count);
    }
    return operate(() -> node.contents().find(content, count));
  }

  /** How many peers are in the table. */
  public CompletionStage<Integer> size() {
    return call(() -> CompletableFuture.completedStage(node.neighbours().table().size()));
  }

  /** A peer has said what it speaks; see {@link Kademlia}. Called on the host's executor. */
  @Override
  public void identified(Connection connection, Identity identity) {
    if (!isClosed) {
      node.neighbours()
          .introduced(
              identity.peer(),
              identity.addresses(),
              identity.protocols().contains(settings.protocol()));
    }
  }

  /**
   * Answers no more, asks no more, and ends its timers. What is under way ends by itself, or in
   * time.
   *
   * @return completes when it has; may be called again
   */
  public CompletionStage<Void> close() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    run(
        () -> {
          if (!isClosed) {
            isClosed = true;
            node.stop();
            change(Mode.CLIENT);
          }
          done.complete(null);
        });
    return done;
  }

  private <T> CompletionStage<T> operate(Supplier<CompletionStage<T>> work) {
    return call(
        () -> {
          if (operations >= settings.requests().maxOperations()) {
            throw new KademliaFailed(Reason.TOO_MUCH, operations + " operations are under way");
          }
          CompletionStage<T> begun = work.get();
          operations++;
          return begun.whenCompleteAsync((value, failure) -> operations--, host.executor());
        });
  }

  /** Runs the work on the executor, and hands its outcome over there. */
  private <T> CompletionStage<T> call(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    run(
        () -> {
          try {
            if (isClosed) {
              throw new KademliaFailed(Reason.CLOSED, "the node is closed");
            }
            work.get()
                .whenCompleteAsync(
                    (value, failure) -> settle(result, value, failure), host.executor());
          } catch (RuntimeException failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  private static <T> void settle(CompletableFuture<T> result, T value, Throwable failure) {
    if (failure == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(KademliaFailed.unwrapped(failure));
    }
  }

  private void run(Runnable work) {
    if (host.executor().inEventLoop()) {
      work.run();
    } else {
      host.executor().execute(work);
    }
  }
}
