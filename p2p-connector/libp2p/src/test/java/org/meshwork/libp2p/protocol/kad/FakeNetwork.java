package org.meshwork.libp2p.protocol.kad;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.peerstore.MemoryPeerStore;
import org.meshwork.libp2p.peerstore.PeerStore;
import org.meshwork.libp2p.protocol.kad.table.RandomKeys;
import org.meshwork.libp2p.protocol.kad.value.Validators;
import org.meshwork.libp2p.protocol.kad.wire.KadMessage;

/** Nodes without hosts, on one executor whose time passes when the test says so. */
final class FakeNetwork {
  static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  private static final long LATENCY_MILLIS = 20;

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final Map<PeerId, Member> members = new HashMap<>();
  private final Random random;
  private final Validators validators;

  FakeNetwork(long seed, Validators validators) {
    this.random = new Random(seed);
    this.validators = validators;
    time.freezeTime();
  }

  /** One node, with what a test may do to it. */
  final class Member implements PeerRequests {
    final PeerId id = RandomKeys.peer(random);
    final Multiaddr address = Multiaddr.parse("/memory/" + (members.size() + 1));
    final KademliaNode node;
    final Set<PeerId> connected = new HashSet<>();
    final List<KadMessage> heard = new ArrayList<>();
    final Map<PeerId, Integer> worths = new HashMap<>();
    private final PeerStore peerStore;
    boolean isServer = true;
    boolean isOnline = true;

    /** What it answers in place of its node. */
    Function<KadMessage, Optional<KadMessage>> lies;

    Member(KademliaSettings settings) {
      peerStore = new MemoryPeerStore(time.eventLoop().ticker(), 4_096);
      node =
          new KademliaNode(
              id,
              this,
              peerStore,
              time.eventLoop(),
              FakeNetwork.this::now,
              random,
              validators,
              settings);
    }

    Contact contact() {
      return new Contact(id, List.of(address));
    }

    void join(Member... known) {
      List<Contact> contacts = Stream.of(known).map(Member::contact).toList();
      get(() -> node.bootstrap(contacts));
    }

    void cut() {
      for (PeerId other : List.copyOf(connected)) {
        members.get(other).connected.remove(id);
      }
      connected.clear();
    }

    @Override
    public CompletionStage<KadMessage> ask(PeerId peer, KadMessage request) {
      return send(peer, request)
          .thenApply(
              answer -> answer.orElseThrow(() -> new ConnectionFailed(Reason.RESET, "no answer")));
    }

    @Override
    public CompletionStage<Void> tell(PeerId peer, KadMessage message) {
      return send(peer, message).thenApply(answer -> null);
    }

    private CompletableFuture<Optional<KadMessage>> send(PeerId peer, KadMessage request) {
      CompletableFuture<Optional<KadMessage>> result = new CompletableFuture<>();
      Member other = members.get(peer);
      boolean isReached =
          other != null
              && other.isOnline
              && isOnline
              && (connected.contains(peer) || peerStore.addresses(peer).contains(other.address));
      if (!isReached || !other.isServer) {
        later(
            () ->
                result.completeExceptionally(
                    new ConnectionFailed(Reason.UNREACHABLE, "nobody is there")));
        return result;
      }
      connect(other);
      later(
          () -> {
            try {
              Optional<KadMessage> answer = other.receive(id, KadMessage.decode(request.encode()));
              later(() -> result.complete(answer.map(KadMessage::encode).map(KadMessage::decode)));
            } catch (RuntimeException refused) {
              later(
                  () ->
                      result.completeExceptionally(
                          new ConnectionFailed(Reason.RESET, "refused", refused)));
            }
          });
      return result;
    }

    /** As identify would tell both. */
    private void connect(Member other) {
      if (connected.add(other.id)) {
        other.connected.add(id);
        other.node.neighbours().introduced(id, List.of(address), isServer);
      }
    }

    private Optional<KadMessage> receive(PeerId from, KadMessage message) {
      heard.add(message);
      return lies == null ? node.answer(from, message) : lies.apply(message);
    }

    @Override
    public Optional<Link> link(PeerId peer) {
      return Optional.of(peer)
          .filter(connected::contains)
          .map(members::get)
          .map(other -> new Link(other.address, true));
    }

    @Override
    public void value(PeerId peer, int weight) {
      if (weight == 0) {
        worths.remove(peer);
      } else if (connected.contains(peer)) {
        worths.put(peer, weight);
      }
    }

    @Override
    public List<Multiaddr> ownAddresses() {
      return List.of(address);
    }
  }

  Member add(KademliaSettings settings) {
    Member member = new Member(settings);
    members.put(member.id, member);
    return member;
  }

  /** Nodes that have joined by the first of them. */
  List<Member> addAll(int count, KademliaSettings settings) {
    List<Member> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Member member = add(settings);
      member.node.start();
      added.add(member);
      if (i > 0) {
        member.join(added.get(0));
      }
    }
    return added;
  }

  private void later(Runnable work) {
    time.eventLoop().schedule(work, LATENCY_MILLIS, TimeUnit.MILLISECONDS);
  }

  Instant now() {
    return START.plusNanos(time.eventLoop().ticker().nanoTime());
  }

  /** Lets time pass, in the steps in which something happens. */
  void pass(Duration duration) {
    long left = duration.toNanos();
    while (left > 0) {
      long next = settle();
      long step = next < 0 ? left : Math.min(next, left);
      time.advanceTimeBy(step, TimeUnit.NANOSECONDS);
      left -= step;
    }
    settle();
  }

  /** Does what is due now, and all that comes of it at once; nanoseconds to what is next, or -1. */
  private long settle() {
    long next;
    do {
      time.runPendingTasks();
      next = time.runScheduledPendingTasks();
    } while (time.hasPendingTasks());
    return next;
  }

  /** What the stage completes with, when enough time has passed. */
  <T> T get(Supplier<CompletionStage<T>> work) {
    CompletableFuture<T> stage = work.get().toCompletableFuture();
    for (int step = 0; step < 10_000 && !stage.isDone(); step++) {
      pass(Duration.ofMillis(LATENCY_MILLIS));
    }
    try {
      return stage.getNow(null);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : e;
    }
  }

  KademliaFailed failure(Supplier<CompletionStage<?>> work) {
    CompletableFuture<?> stage;
    try {
      stage = work.get().toCompletableFuture();
    } catch (KademliaFailed failed) {
      return failed;
    }
    for (int step = 0; step < 10_000 && !stage.isDone(); step++) {
      pass(Duration.ofMillis(LATENCY_MILLIS));
    }
    try {
      throw new AssertionError("completed with " + stage.get());
    } catch (ExecutionException e) {
      return (KademliaFailed) KademliaFailed.unwrapped(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
