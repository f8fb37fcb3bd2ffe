package org.meshwork.libp2p.protocol.relay;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.ChannelUpgrade;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Route;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;

/**
 * Reaches peers over relays, {@code …/p2p/RELAY/p2p-circuit/p2p/PEER}, and is reached over them,
 * {@code …/p2p/RELAY/p2p-circuit}. One of a host's transports, which is told of the host once that
 * is there. Methods may be called from any thread and never block.
 */
public final class CircuitTransport implements Transport {
  public static final String HOP = "/libp2p/circuit/relay/0.2.0/hop";
  public static final String STOP = "/libp2p/circuit/relay/0.2.0/stop";

  static final String NAME = "circuit";
  private static final System.Logger LOG = System.getLogger(CircuitTransport.class.getName());

  private final Map<PeerId, CircuitListener> listeners = new ConcurrentHashMap<>();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final Upgrader upgrader;
  private final Clock clock;
  private final CircuitSettings settings;
  private final HostListener events = new Events();
  private volatile Optional<Host> host = Optional.empty();

  /**
   * @param clock tells when reservations have to be renewed
   */
  public CircuitTransport(Upgrader upgrader, Clock clock, CircuitSettings settings) {
    this.upgrader = Objects.requireNonNull(upgrader);
    this.clock = Objects.requireNonNull(clock);
    this.settings = Objects.requireNonNull(settings);
  }

  /** Works from now on, by this host, which has it among its transports. Called once. */
  public void start(Host owner) {
    host = Optional.of(owner);
    owner.addListener(events);
    owner.handle(STOP, new StreamsPerPeer(settings.maxInboundCircuits(), this::answer));
  }

  /** Dials and is dialled no more; connections stay. */
  public void stop() {
    host.ifPresent(
        owner -> {
          owner.unhandle(STOP);
          owner.removeListener(events);
        });
    host = Optional.empty();
    listeners.values().forEach(CircuitListener::close);
  }

  CircuitSettings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  Upgrader upgrader() {
    return upgrader;
  }

  Channel channel(Stream stream) {
    Channel channel = new StreamChannel(stream);
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    return channel;
  }

  int openChannels() {
    return open.size();
  }

  void remove(PeerId relay, CircuitListener listener) {
    listeners.remove(relay, listener);
  }

  @Override
  public boolean supports(Multiaddr address) {
    return circuit(address).isPresent();
  }

  private static Optional<CircuitAddress> circuit(Multiaddr address) {
    try {
      return CircuitAddress.of(address);
    } catch (InputRefused noPeer) {
      return Optional.empty();
    }
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    try {
      Host owner = owner();
      CircuitAddress over = require(address);
      PeerId target = over.target().or(() -> expected).orElseThrow(() -> unsupported(address));
      if (expected.isPresent() && !expected.get().equals(target)) {
        throw new ConnectionFailed(
            Reason.IDENTITY_MISMATCH, address + " is not an address of " + expected.get());
      }
      if (target.equals(owner.id())) {
        throw new ConnectionFailed(Reason.SELF_DIALLED, target + " is this host itself");
      }
      if (target.equals(over.relayPeer())) {
        throw unsupported(address);
      }
      return new CircuitDial(this, owner, over, target).start();
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private Host owner() {
    return host.orElseThrow(
        () -> new ConnectionFailed(Reason.CLOSED, "circuits have no host at this time"));
  }

  /** The address, if it leads over another peer. */
  private CircuitAddress require(Multiaddr address) {
    CircuitAddress over = circuit(address).orElseThrow(() -> unsupported(address));
    if (over.relayPeer().equals(owner().id())) {
      throw new ConnectionFailed(
          Reason.SELF_DIALLED, "the relay of " + address + " is this host itself");
    }
    return over;
  }

  private static ConnectionFailed unsupported(Multiaddr address) {
    return new ConnectionFailed(
        Reason.UNSUPPORTED_ADDRESS, address + " is no address over one relay to a peer behind it");
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    try {
      CircuitAddress over = require(address);
      if (over.target().isPresent()) {
        throw unsupported(address);
      }
      CircuitListener listener = new CircuitListener(this, owner(), over, acceptor);
      if (listeners.putIfAbsent(over.relayPeer(), listener) != null) {
        throw new ConnectionFailed(
            Reason.ADDRESS_UNAVAILABLE, "this host listens over " + over.relayPeer() + " already");
      }
      return listener
          .start()
          .whenComplete(
              (started, failure) -> {
                if (failure != null) {
                  listener.close();
                  listeners.remove(over.relayPeer(), listener);
                }
              });
    } catch (ConnectionFailed failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  /** A relay brings a circuit. */
  private void answer(ProtocolStream inbound) {
    Prologue prologue = Prologue.of(inbound, StopMessage.MAX_BYTES, settings.timeout());
    prologue
        .message()
        .whenComplete(
            (message, failure) -> {
              if (failure == null) {
                answer(inbound.connection(), prologue.stream(), message);
              } else {
                LOG.log(Level.DEBUG, () -> "no circuit from " + inbound.connection(), failure);
              }
            });
  }

  private void answer(Connection relay, Stream stream, Bytes message) {
    try {
      StopMessage asked = StopMessage.decode(message);
      Optional<CircuitListener> listener =
          Optional.ofNullable(listeners.get(relay.remotePeer()))
              .filter(found -> !relay.remoteAddress().has(AddressProtocol.P2P_CIRCUIT));
      if (asked.type() != StopMessage.Type.CONNECT) {
        refuse(relay, stream, RelayStatus.UNEXPECTED_MESSAGE);
      } else if (asked.peer().isEmpty()) {
        refuse(relay, stream, RelayStatus.MALFORMED_MESSAGE);
      } else if (listener.isEmpty() || isStrange(asked.peer().get(), relay)) {
        refuse(relay, stream, RelayStatus.PERMISSION_DENIED);
      } else {
        accept(listener.get(), relay, stream, asked);
      }
    } catch (InputRefused refused) {
      LOG.log(Level.DEBUG, () -> "no message from " + relay, refused);
      refuse(relay, stream, RelayStatus.MALFORMED_MESSAGE);
    }
  }

  /** Whether the circuit is said to come from this host, or from the relay. */
  private boolean isStrange(PeerId from, Connection relay) {
    return from.equals(relay.remotePeer()) || host.filter(own -> own.id().equals(from)).isPresent();
  }

  private void refuse(Connection relay, Stream stream, RelayStatus status) {
    stream.write(Messages.frame(StopMessage.status(status).encode()));
    Draining.end(stream, relay.eventLoop(), settings.timeout());
  }

  private void accept(
      CircuitListener listener, Connection relay, Stream stream, StopMessage asked) {
    Multiaddr from = CircuitAddress.over(relay.remoteAddress(), relay.remotePeer());
    if (!listener.admits(from)) {
      refuse(relay, stream, RelayStatus.PERMISSION_DENIED);
      return;
    }
    stream.write(Messages.frame(StopMessage.status(RelayStatus.OK).encode()));
    Route route =
        new Route(
            NAME,
            listener.address(),
            from,
            false,
            asked.limit().orElse(CircuitLimit.NONE).isLimited());
    listener.accept(
        ChannelUpgrade.begin(
                channel(stream), (EventLoop) relay.eventLoop(), route, asked.peer(), upgrader)
            .toCompletableFuture());
  }

  private final class Events implements HostListener {
    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      Optional.ofNullable(listeners.get(connection.remotePeer()))
          .ifPresent(listener -> listener.disconnected(connection));
    }
  }
}
