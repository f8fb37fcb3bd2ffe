package org.meshwork.libp2p.host;

import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.resources.Reservation;
import org.meshwork.libp2p.host.resources.Resource;
import org.meshwork.libp2p.host.resources.Resources;
import org.meshwork.libp2p.negotiation.Agreement;
import org.meshwork.libp2p.negotiation.StreamNegotiation;

/** Agrees on protocols for one connection's incoming streams. On its event loop. */
final class InboundStreams {
  private static final System.Logger LOG = System.getLogger(InboundStreams.class.getName());

  private final Connection connection;
  private final Handlers handlers;
  private final HostSettings settings;
  private final Resources resources;

  /** Those that were handed to a handler and are not closed. */
  private final Set<Agreement> open = new HashSet<>();

  private int underWay;

  InboundStreams(
      Connection connection, Handlers handlers, HostSettings settings, Resources resources) {
    this.connection = connection;
    this.handlers = handlers;
    this.settings = settings;
    this.resources = resources;
  }

  /** From any thread. */
  void start() {
    connection.acceptStreams(this::accept);
    connection.ended().whenCompleteAsync((reason, never) -> dropUnread(), connection.eventLoop());
  }

  private void accept(Stream stream) {
    if (underWay >= settings.maxInboundNegotiations()) {
      LOG.log(Level.DEBUG, "too many negotiations at once with {0}", connection);
      stream.reset();
      return;
    }
    try {
      Reservation place = resources.reserve(Resource.INBOUND_STREAMS, 1, connection.remotePeer());
      stream.closed().whenComplete((nothing, failure) -> place.close());
      negotiate(stream);
    } catch (ConnectionFailed tooMuch) {
      LOG.log(Level.DEBUG, () -> "no stream with " + connection, tooMuch);
      stream.reset();
    }
  }

  private void negotiate(Stream stream) {
    underWay++;
    StreamNegotiation.listen(
            stream,
            protocol -> handlers.has(protocol) && handlers.isAllowedOn(connection, protocol),
            connection.eventLoop(),
            settings.negotiationTimeout())
        .whenComplete(
            (agreement, failure) -> {
              underWay--;
              if (failure == null) {
                handle(agreement);
              } else {
                LOG.log(Level.DEBUG, () -> "no protocol with " + connection, failure);
              }
            });
  }

  private void handle(Agreement agreement) {
    Stream stream = agreement.stream();
    try {
      Reservation place = resources.reserve(Resource.INBOUND_STREAMS, 1, agreement.protocol());
      open.add(agreement);
      stream
          .closed()
          .whenCompleteAsync(
              (nothing, failure) -> {
                place.close();
                open.remove(agreement);
              },
              connection.eventLoop());
      hand(agreement);
    } catch (ConnectionFailed tooMuch) {
      LOG.log(Level.DEBUG, () -> "no stream of " + agreement.protocol(), tooMuch);
      stream.reset();
    } catch (RuntimeException | Error thrown) {
      LOG.log(Level.WARNING, () -> "the handler of " + agreement.protocol() + " failed", thrown);
      stream.reset();
    }
  }

  private void hand(Agreement agreement) {
    ProtocolStream inbound =
        new ProtocolStream(connection, agreement.protocol(), agreement.stream());
    handlers
        .of(agreement.protocol())
        // It may have been given up since it was accepted.
        .ifPresentOrElse(handler -> handler.handle(inbound), agreement.stream()::reset);
  }

  /** What has come completely outlives its connection, unless nobody has asked for it. */
  private void dropUnread() {
    List.copyOf(open).stream()
        .filter(agreement -> !agreement.isRead())
        .forEach(agreement -> agreement.stream().reset());
  }
}
