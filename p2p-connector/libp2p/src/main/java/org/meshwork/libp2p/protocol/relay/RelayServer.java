package org.meshwork.libp2p.protocol.relay;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

/**
 * Lets peers that can't be reached be reached over this host, within limits. Methods may be called
 * from any thread and never block.
 */
public final class RelayServer {
  private static final System.Logger LOG = System.getLogger(RelayServer.class.getName());
  private static final int MAX_ADDRESSES = 16;

  /** Beyond its circuits, a peer may have so many requests under way. */
  private static final int REQUESTS_PER_PEER = 4;

  private final Host host;
  private final Clock clock;
  private final RelaySettings settings;
  private final RelayAccess access;
  private final ReservationTable reservations;
  private final CircuitCount circuits;
  private final HostListener events = new Events();

  /**
   * @param clock tells when reservations expire
   */
  public RelayServer(Host host, Clock clock, RelaySettings settings, RelayAccess access) {
    this.host = Objects.requireNonNull(host);
    this.clock = Objects.requireNonNull(clock);
    this.settings = Objects.requireNonNull(settings);
    this.access = Objects.requireNonNull(access);
    this.reservations = new ReservationTable(host.executor(), settings);
    this.circuits = new CircuitCount(settings);
  }

  /** Serves from now on. */
  public void start() {
    host.addListener(events);
    int streams = settings.maxCircuitsPerPeer() + REQUESTS_PER_PEER;
    host.handle(CircuitTransport.HOP, new StreamsPerPeer(streams, this::serve));
  }

  /** Serves no new requests, and forgets reservations; circuits go on. */
  public void stop() {
    host.unhandle(CircuitTransport.HOP);
    host.removeListener(events);
    host.executor().execute(reservations::clear);
  }

  /** How many peers can be reached over this host. On the host's executor. */
  int reservations() {
    return reservations.size();
  }

  /** How many circuits there are. On the host's executor. */
  int circuits() {
    return circuits.all();
  }

  /** Who asks, and where it hears the answer. */
  private record Request(Connection connection, Stream stream) {
    PeerId peer() {
      return connection.remotePeer();
    }
  }

  private void serve(ProtocolStream inbound) {
    Prologue prologue = Prologue.of(inbound, HopMessage.MAX_BYTES, settings.timeout());
    Request request = new Request(inbound.connection(), prologue.stream());
    prologue
        .message()
        .whenCompleteAsync(
            (message, failure) -> {
              if (failure == null) {
                answer(request, message);
              } else {
                LOG.log(Level.DEBUG, () -> "no request from " + request.connection, failure);
              }
            },
            host.executor());
  }

  private void answer(Request request, Bytes message) {
    try {
      HopMessage asked = HopMessage.decode(message);
      boolean isRelayed = request.connection.remoteAddress().has(AddressProtocol.P2P_CIRCUIT);
      if (isRelayed) {
        refuse(request, RelayStatus.PERMISSION_DENIED);
        return;
      }
      switch (asked.type()) {
        case RESERVE -> reserve(request);
        case CONNECT ->
            asked
                .peer()
                .ifPresentOrElse(
                    target -> connect(request, target),
                    () -> refuse(request, RelayStatus.MALFORMED_MESSAGE));
        case STATUS -> refuse(request, RelayStatus.UNEXPECTED_MESSAGE);
      }
    } catch (InputRefused refused) {
      LOG.log(Level.DEBUG, () -> "no message from " + request.connection, refused);
      refuse(request, RelayStatus.MALFORMED_MESSAGE);
    }
  }

  private void refuse(Request request, RelayStatus status) {
    sendLast(request, HopMessage.refusal(status));
  }

  private void sendLast(Request request, HopMessage answer) {
    request.stream.write(Messages.frame(answer.encode()));
    Draining.end(request.stream, request.connection.eventLoop(), settings.timeout());
  }

  private void reserve(Request request) {
    boolean isOver = request.connection.ended().toCompletableFuture().isDone();
    if (!access.mayReserve(request.peer(), request.connection.remoteAddress())) {
      refuse(request, RelayStatus.PERMISSION_DENIED);
    } else if (isOver || !reservations.hasRoomFor(request.connection)) {
      refuse(request, RelayStatus.RESERVATION_REFUSED);
    } else {
      // It may have come back over another connection.
      reservations.move(request.peer(), request.connection);
      sendLast(request, reservations.recent(request.peer()).orElseGet(() -> newOne(request)));
    }
  }

  private HopMessage newOne(Request request) {
    long expiry = clock.instant().plus(settings.reservationTime()).getEpochSecond();
    Bytes voucher = new ReservationVoucher(host.id(), request.peer(), expiry).seal(host.key());
    HopMessage answer =
        HopMessage.reserved(
            new Reservation(expiry, addresses(), Optional.of(voucher)), settings.circuitLimit());
    reservations.put(request.connection, answer);
    return answer;
  }

  private List<Multiaddr> addresses() {
    Multiaddr self = new Multiaddr(List.of(host.id().toAddressComponent()));
    return host.addresses().stream()
        .filter(address -> !address.has(AddressProtocol.P2P_CIRCUIT))
        .limit(MAX_ADDRESSES)
        .map(address -> address.encapsulate(self))
        .toList();
  }

  private void connect(Request request, PeerId target) {
    if (target.equals(request.peer()) || !access.mayConnect(request.peer(), target)) {
      refuse(request, RelayStatus.PERMISSION_DENIED);
      return;
    }
    reservations
        .connection(target)
        .ifPresentOrElse(
            connection -> connect(request, connection),
            () -> refuse(request, RelayStatus.NO_RESERVATION));
  }

  private void connect(Request request, Connection target) {
    if (!circuits.hasRoom(request.peer(), target.remotePeer())) {
      refuse(request, RelayStatus.RESOURCE_LIMIT_EXCEEDED);
      return;
    }
    circuits.add(request.peer(), target.remotePeer());
    announce(request.peer(), target)
        .thenCompose(stream -> join(request, stream))
        .exceptionally(
            failure -> {
              LOG.log(Level.DEBUG, () -> "no circuit to " + target, failure);
              refuse(request, RelayStatus.CONNECTION_FAILED);
              return null;
            })
        .whenCompleteAsync(
            (nothing, failure) -> circuits.remove(request.peer(), target.remotePeer()),
            host.executor());
  }

  /** Asks the target whether it takes the circuit; gives its end. */
  private CompletionStage<Stream> announce(PeerId from, Connection target) {
    return host.openStream(target, List.of(CircuitTransport.STOP))
        .thenCompose(
            opened -> {
              Prologue prologue = Prologue.of(opened, StopMessage.MAX_BYTES, settings.timeout());
              Stream stream = prologue.stream();
              StopMessage question = StopMessage.connect(from, settings.circuitLimit());
              stream.write(Messages.frame(question.encode()));
              return prologue.message().thenApply(answer -> accepted(stream, answer));
            });
  }

  private static Stream accepted(Stream stream, Bytes message) {
    try {
      StopMessage answer = StopMessage.decode(message);
      if (answer.status().filter(RelayStatus.OK::equals).isPresent()) {
        return stream;
      }
      throw new ConnectionFailed(Reason.DENIED, "the target answers " + answer);
    } catch (InputRefused | ConnectionFailed refused) {
      // Read, so that what waits is released.
      stream.reset();
      throw refused;
    }
  }

  private CompletionStage<Void> join(Request request, Stream target) {
    HopMessage answer = HopMessage.connected(settings.circuitLimit());
    request.stream.write(Messages.frame(answer.encode()));
    return Circuit.join(request.stream, target, settings.circuitLimit(), host.executor());
  }

  private final class Events implements HostListener {
    @Override
    public void disconnected(Connection connection, ConnectionFailed reason) {
      PeerId peer = connection.remotePeer();
      if (reservations.connection(peer).filter(connection::equals).isEmpty()) {
        return;
      }
      host.connections(peer).stream()
          .filter(other -> !other.remoteAddress().has(AddressProtocol.P2P_CIRCUIT))
          .findFirst()
          .ifPresentOrElse(
              other -> reservations.move(peer, other), () -> reservations.remove(peer));
    }
  }
}
