package org.meshwork.libp2p.negotiation;

import java.util.Objects;
import org.meshwork.libp2p.connection.ContinuedStream;
import org.meshwork.libp2p.connection.Stream;

/**
 * What a stream is used for.
 *
 * @param protocol as agreed, or, lazily, as proposed
 * @param stream to be used from now on instead of the one that was negotiated on
 */
public record Agreement(String protocol, Stream stream) {
  public Agreement {
    Objects.requireNonNull(protocol);
    Objects.requireNonNull(stream);
  }

  /** Whether anybody reads the stream, or has. From the connection's event loop. */
  public boolean isRead() {
    return !(stream instanceof ContinuedStream continued) || continued.isRead();
  }
}
