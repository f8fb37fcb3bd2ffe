package org.meshwork.libp2p.negotiation;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Agrees on a protocol for a channel that is connected, by a handler that it adds to the end of the
 * pipeline and that removes itself. Call it on the channel's event loop, on which the stages
 * complete. Bytes that come behind the negotiation are passed on once a stage's dependents have
 * run, so that these may add the handlers that want them.
 *
 * <p>When a negotiation fails its channel is closed, and the stage completes exceptionally with
 * {@link org.meshwork.libp2p.connection.ConnectionFailed}: {@code NO_COMMON_PROTOCOL}, {@code
 * PROTOCOL_VIOLATED}, {@code TIMED_OUT}, {@code CLOSED}.
 */
public final class ChannelNegotiation {
  private ChannelNegotiation() {}

  /**
   * Proposes protocols.
   *
   * @param protocols 1 to 64, the preferred first
   * @return the one that the peer takes
   */
  public static CompletionStage<String> dial(
      Channel channel, List<String> protocols, Duration timeout) {
    return add(channel, new DialerNegotiation(protocols), timeout);
  }

  /**
   * Waits for a proposal that is accepted.
   *
   * @param accepts asked once for each proposal
   */
  public static CompletionStage<String> listen(
      Channel channel, Predicate<String> accepts, Duration timeout) {
    return add(channel, new ListenerNegotiation(accepts), timeout);
  }

  private static CompletionStage<String> add(
      Channel channel, Negotiation negotiation, Duration timeout) {
    NegotiationHandler handler = new NegotiationHandler(negotiation, timeout);
    channel.pipeline().addLast(handler);
    return handler.agreed();
  }
}
