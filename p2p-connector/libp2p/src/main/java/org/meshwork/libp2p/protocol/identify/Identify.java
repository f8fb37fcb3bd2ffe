package org.meshwork.libp2p.protocol.identify;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.record.OpenedRecords;
import org.meshwork.libp2p.record.SequenceNumbers;

/**
 * Asks each peer who it is as soon as it is connected, answers peers who ask, and tells of changes.
 * Methods may be called from any thread and never block; stages complete on the host's executor.
 */
public final class Identify {
  public static final String PROTOCOL = "/ipfs/id/1.0.0";
  public static final String PUSH = "/ipfs/id/push/1.0.0";

  private static final System.Logger LOG = System.getLogger(Identify.class.getName());

  /** What go-libp2p and js-libp2p take of one part, and of parts. */
  private static final int MAX_PART_BYTES = 8 * 1024;

  /** Lets a message have no more than {@link IdentifyMessage#MAX_BYTES}. */
  private static final int MAX_PARTS = IdentifyMessage.MAX_BYTES / MAX_PART_BYTES;

  private static final int MAX_INBOUND_STREAMS = 4;

  private final Map<Connection, PeerAcquaintance> peers = new HashMap<>();
  private final List<IdentityListener> listeners = new CopyOnWriteArrayList<>();
  private final Host host;
  private final SequenceNumbers sequences;
  private final OpenedRecords records;
  private final IdentifySettings settings;
  private final MessageBounds bounds;
  private final HostListener events = new Events();
  private final Remembering remembering;
  private volatile SelfDescription self;
  private boolean isPushDue;

  /**
   * @param sequences numbers the host's records
   */
  public Identify(Host host, SequenceNumbers sequences, IdentifySettings settings) {
    this(host, sequences, settings, new OpenedRecords());
  }

  /**
   * @param records opens those of peers; hosts of one program may share it
   */
  public Identify(
      Host host, SequenceNumbers sequences, IdentifySettings settings, OpenedRecords records) {
    this.host = Objects.requireNonNull(host);
    this.sequences = Objects.requireNonNull(sequences);
    this.settings = Objects.requireNonNull(settings);
    this.records = Objects.requireNonNull(records);
    this.bounds = new MessageBounds(MAX_PART_BYTES, MAX_PARTS, settings.timeout());
    this.remembering = new Remembering(host);
    this.self = describe(0);
    host.allowOnLimitedConnections(PROTOCOL);
    host.allowOnLimitedConnections(PUSH);
  }

  private SelfDescription describe(long revision) {
    return SelfDescription.of(host, revision, settings.protocolVersion(), sequences);
  }

  /** Answers from now on, and asks those who connect from now on. */
  public void start() {
    host.addListener(events);
    host.handle(PROTOCOL, new StreamsPerPeer(MAX_INBOUND_STREAMS, this::answer));
    host.handle(PUSH, new StreamsPerPeer(MAX_INBOUND_STREAMS, this::takePush));
  }

  /** Asks and answers no more. */
  public void stop() {
    host.removeListener(events);
    host.unhandle(PROTOCOL);
    host.unhandle(PUSH);
    host.executor().execute(remembering::stop);
  }

  public void addListener(IdentityListener listener) {
    listeners.add(Objects.requireNonNull(listener));
  }

  public void removeListener(IdentityListener listener) {
    listeners.remove(listener);
  }

  /**
   * Asks the peer who it is; whoever asks meanwhile gets the same answer, since some peers take one
   * question at a time.
   *
   * @return exceptionally {@link ConnectionFailed}: {@code PROTOCOL_VIOLATED} if the peer lies or
   *     says too much, {@code TIMED_OUT}, or what the stream met
   */
  public CompletionStage<Identity> identify(Connection connection) {
    CompletableFuture<Identity> result = new CompletableFuture<>();
    host.executor()
        .execute(
            () ->
                ask(connection)
                    .whenComplete(
                        (identity, failure) -> {
                          if (failure == null) {
                            result.complete(identity);
                          } else {
                            result.completeExceptionally(ConnectionFailed.of(failure));
                          }
                        }));
    return result;
  }

  private CompletableFuture<Identity> ask(Connection connection) {
    PeerAcquaintance peer = peers.get(connection);
    if (peer == null) {
      return CompletableFuture.failedFuture(
          new ConnectionFailed(Reason.CLOSED, "no connection that identify knows: " + connection));
    }
    if (peer.question.isPresent()) {
      return peer.question.get();
    }
    CompletableFuture<Identity> question = new CompletableFuture<>();
    peer.question = Optional.of(question);
    host.openStream(connection, List.of(PROTOCOL))
        .thenCompose(this::readAndClose)
        .thenApplyAsync(message -> learn(connection, message), host.executor())
        .whenCompleteAsync(
            (identity, failure) -> {
              peer.question = Optional.empty();
              if (failure == null) {
                question.complete(identity);
              } else {
                question.completeExceptionally(ConnectionFailed.of(failure));
              }
            },
            host.executor());
    return question;
  }

  private CompletionStage<IdentifyMessage> readAndClose(ProtocolStream stream) {
    return Messages.readAll(stream, bounds)
        .thenApply(
            parts -> {
              stream.stream().closeWrite();
              return decode(parts);
            });
  }

  /** Parts of a message, one behind the other, are that message (Protocol Buffers, "Merge"). */
  private IdentifyMessage decode(List<Bytes> parts) {
    try {
      return IdentifyMessage.decode(parts.stream().reduce(Bytes.EMPTY, Bytes::concat), records);
    } catch (InputRefused refused) {
      throw lied(refused);
    }
  }

  private static ConnectionFailed lied(InputRefused refused) {
    return new ConnectionFailed(
        Reason.PROTOCOL_VIOLATED, "no identity: " + refused.getMessage(), refused);
  }

  private Identity learn(Connection connection, IdentifyMessage message) {
    PeerAcquaintance peer = peers.get(connection);
    if (peer == null) {
      throw new ConnectionFailed(Reason.CLOSED, connection + " has ended");
    }
    try {
      Identity identity =
          peer.identity.orElseGet(() -> Identity.unknown(connection)).updated(message);
      peer.identity = Optional.of(identity);
      remembering.remember(identity);
      remembering.keepRenewing(this::identities);
      tell(connection, identity);
      pushTo(connection, peer);
      return identity;
    } catch (InputRefused refused) {
      throw lied(refused);
    }
  }

  private List<Identity> identities() {
    return peers.values().stream().flatMap(peer -> peer.identity.stream()).toList();
  }

  private void tell(Connection connection, Identity identity) {
    for (IdentityListener listener : listeners) {
      try {
        listener.identified(connection, identity);
      } catch (RuntimeException thrown) {
        LOG.log(Level.WARNING, () -> "a listener of identities failed", thrown);
      }
    }
  }

  private void answer(ProtocolStream inbound) {
    Messages.sendLast(inbound, messageFor(inbound.connection()), bounds);
    // The peer has nothing to say; read, so that its end is heard and the stream closes.
    inbound.stream().read(new Silence(inbound.stream()));
  }

  private Bytes messageFor(Connection connection) {
    return self.message().withObserved(connection.remoteAddress()).encode();
  }

  private void takePush(ProtocolStream inbound) {
    readAndClose(inbound)
        .thenAcceptAsync(message -> learn(inbound.connection(), message), host.executor())
        .exceptionally(
            failure -> {
              LOG.log(Level.DEBUG, () -> "no push from " + inbound.connection(), failure);
              return null;
            });
  }

  private void changed() {
    if (!isPushDue) {
      isPushDue = true;
      host.executor()
          .schedule(this::pushToAll, settings.pushDelay().toMillis(), TimeUnit.MILLISECONDS);
    }
    refresh();
  }

  private void refresh() {
    SelfDescription next = describe(self.revision() + 1);
    if (!next.saysTheSameAs(self)) {
      self = next;
    }
  }

  private void pushToAll() {
    isPushDue = false;
    Map.copyOf(peers).forEach(this::pushTo);
  }

  private void pushTo(Connection connection, PeerAcquaintance peer) {
    boolean isBehind = peer.toldRevision < self.revision();
    if (isPushDue || peer.isPushing || !isBehind || !peer.takesPushes()) {
      return;
    }
    peer.isPushing = true;
    peer.toldRevision = self.revision();
    Bytes message = messageFor(connection);
    host.openStream(connection, List.of(PUSH))
        .thenCompose(stream -> send(stream, message))
        .whenCompleteAsync(
            (nothing, failure) -> {
              peer.isPushing = false;
              if (failure != null) {
                // Not again before the next change: a peer that refuses would be asked for ever.
                LOG.log(Level.DEBUG, () -> "no push to " + connection, failure);
              }
              pushTo(connection, peer);
            },
            host.executor());
  }

  private CompletionStage<Void> send(ProtocolStream stream, Bytes message) {
    stream.stream().read(new Silence(stream.stream()));
    Messages.sendLast(stream, message, bounds);
    return stream.stream().closed();
  }

  private final class Events implements HostListener {
    @Override
    public void connected(Connection connection) {
      peers.put(connection, new PeerAcquaintance(self.revision()));
      ask(connection)
          .exceptionally(
              failure -> {
                LOG.log(Level.DEBUG, () -> "no identity from " + connection, failure);
                return null;
              });
    }

    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      PeerAcquaintance gone = peers.remove(connection);
      if (gone != null) {
        gone.identity.ifPresent(remembering::remember);
      }
      if (peers.isEmpty()) {
        remembering.stop();
      }
    }

    @Override
    public void changed() {
      Identify.this.changed();
    }
  }
}
