package org.meshwork.libp2p.negotiation;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.meshwork.libp2p.connection.ContinuedStream;
import org.meshwork.libp2p.connection.Stream;

/**
 * Agrees on a protocol for a stream that nobody reads yet. What comes behind the negotiation goes
 * to the first reader of the agreement's stream, and waits for it. May be called from any thread,
 * but for an incoming stream before its acceptor returns.
 *
 * <p>When a negotiation fails its stream is reset, and the stage completes exceptionally with
 * {@link org.meshwork.libp2p.connection.ConnectionFailed}: {@code NO_COMMON_PROTOCOL}, {@code
 * PROTOCOL_VIOLATED}, {@code TIMED_OUT}, or the reason why the stream has failed. The stages
 * complete on the event loop.
 */
public final class StreamNegotiation {
  private StreamNegotiation() {}

  /**
   * Proposes protocols, and waits for the answer.
   *
   * @param protocols 1 to 64, the preferred first
   * @param eventLoop the connection's
   */
  public static CompletionStage<Agreement> dial(
      Stream stream, List<String> protocols, EventExecutor eventLoop, Duration timeout) {
    return start(stream, new DialerNegotiation(protocols), false, eventLoop, timeout);
  }

  /**
   * As {@link #dial}, but takes the last protocol that is left for agreed as soon as it is
   * proposed, so that what the caller sends saves a round trip. If the peer refuses, the reader
   * hears {@code NO_COMMON_PROTOCOL}.
   */
  public static CompletionStage<Agreement> dialLazily(
      Stream stream, List<String> protocols, EventExecutor eventLoop, Duration timeout) {
    return start(stream, new DialerNegotiation(protocols), true, eventLoop, timeout);
  }

  /**
   * Waits for a proposal that is accepted.
   *
   * @param accepts asked once for each proposal, on the event loop
   */
  public static CompletionStage<Agreement> listen(
      Stream stream, Predicate<String> accepts, EventExecutor eventLoop, Duration timeout) {
    return start(stream, new ListenerNegotiation(accepts), false, eventLoop, timeout);
  }

  private static CompletionStage<Agreement> start(
      Stream stream,
      Negotiation negotiation,
      boolean isLazy,
      EventExecutor eventLoop,
      Duration timeout) {
    ContinuedStream negotiated = new ContinuedStream(stream, eventLoop);
    NegotiatingReader reader = new NegotiatingReader(negotiation, isLazy, stream, negotiated);
    EventLoops.run(eventLoop, () -> reader.start(eventLoop, timeout));
    return reader.agreed();
  }
}
