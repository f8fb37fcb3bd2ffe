package org.meshwork.libp2p.host;

import java.lang.System.Logger.Level;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.negotiation.Agreement;
import org.meshwork.libp2p.negotiation.StreamNegotiation;

/** Agrees on protocols for one connection's incoming streams. On its event loop. */
final class InboundStreams {
  private static final System.Logger LOG = System.getLogger(InboundStreams.class.getName());

  private final Connection connection;
  private final Handlers handlers;
  private final HostSettings settings;
  private int underWay;

  InboundStreams(Connection connection, Handlers handlers, HostSettings settings) {
    this.connection = connection;
    this.handlers = handlers;
    this.settings = settings;
  }

  void accept(Stream stream) {
    if (underWay >= settings.maxInboundNegotiations()) {
      LOG.log(Level.DEBUG, "too many negotiations at once with {0}", connection);
      stream.reset();
      return;
    }
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
    try {
      ProtocolStream inbound =
          new ProtocolStream(connection, agreement.protocol(), agreement.stream());
      handlers
          .of(agreement.protocol())
          // It may have been given up since it was accepted.
          .ifPresentOrElse(handler -> handler.handle(inbound), agreement.stream()::reset);
    } catch (RuntimeException | Error thrown) {
      LOG.log(Level.WARNING, () -> "the handler of " + agreement.protocol() + " failed", thrown);
      agreement.stream().reset();
    }
  }
}
