package org.meshwork.libp2p.protocol.autonat.v1;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.autonat.Finding;
import org.meshwork.libp2p.protocol.autonat.Prober;

/** Asks servers to dial the host at any of its addresses, and believes what they say. */
public final class DialClient implements Prober {
  private final Host host;
  private final MessageBounds bounds;

  /**
   * @param timeout for an answer, with the server's dials in it; 10 ms to 10 minutes
   */
  public DialClient(Host host, Duration timeout) {
    this.host = Objects.requireNonNull(host);
    this.bounds = new MessageBounds(Envelope.MAX_BYTES, 1, timeout);
  }

  @Override
  public String protocol() {
    return DialServer.PROTOCOL;
  }

  @Override
  public boolean judgesAddresses() {
    return false;
  }

  @Override
  public CompletionStage<Optional<Finding>> probe(Connection server, List<Multiaddr> addresses) {
    Bytes request = new Dial(Optional.of(host.id()), addresses).encode();
    return host.openStream(server, List.of(protocol()))
        .thenCompose(stream -> Messages.ask(stream, request, bounds))
        .thenApply(DialClient::finding);
  }

  private static Optional<Finding> finding(Bytes answer) {
    try {
      return switch (DialResponse.decode(answer).status()) {
        case OK -> Optional.of(new Finding(Optional.empty(), true));
        case DIAL_ERROR -> Optional.of(new Finding(Optional.empty(), false));
        default -> Optional.empty();
      };
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "no response: " + refused.getMessage(), refused);
    }
  }
}
