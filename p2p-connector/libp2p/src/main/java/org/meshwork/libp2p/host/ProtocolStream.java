package org.meshwork.libp2p.host;

import java.util.Objects;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.Stream;

/**
 * A stream whose protocol is agreed.
 *
 * @param stream that nobody reads yet; what comes waits for the first reader
 */
public record ProtocolStream(Connection connection, String protocol, Stream stream) {
  public ProtocolStream {
    Objects.requireNonNull(connection);
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(stream);
  }
}
