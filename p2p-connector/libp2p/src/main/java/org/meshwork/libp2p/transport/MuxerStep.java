package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.muxer.MuxedChannel;
import org.meshwork.libp2p.muxer.Muxer;
import org.meshwork.libp2p.negotiation.ChannelNegotiation;

/** Agrees on a muxer, unless the handshake has done so, and hands it the channel. */
final class MuxerStep {
  private final Map<String, Muxer> choices = new LinkedHashMap<>();

  /** A channel that has its muxer. */
  record Muxed(String protocol, MuxedChannel channel) {}

  MuxerStep(List<Muxer> preferredFirst) {
    preferredFirst.forEach(choice -> choices.putIfAbsent(choice.protocol(), choice));
  }

  /** The preferred first. */
  List<String> protocols() {
    return List.copyOf(choices.keySet());
  }

  CompletionStage<Muxed> run(
      Channel channel, boolean isInitiator, Optional<String> early, Duration timeout) {
    return agree(channel, isInitiator, early, timeout)
        .thenApply(protocol -> new Muxed(protocol, mux(protocol, channel, isInitiator)));
  }

  private CompletionStage<String> agree(
      Channel channel, boolean isInitiator, Optional<String> early, Duration timeout) {
    if (early.isPresent()) {
      return CompletableFuture.completedFuture(early.get());
    }
    return isInitiator
        ? ChannelNegotiation.dial(channel, protocols(), timeout)
        : ChannelNegotiation.listen(channel, choices::containsKey, timeout);
  }

  private MuxedChannel mux(String protocol, Channel channel, boolean isInitiator) {
    return Optional.ofNullable(choices.get(protocol))
        .orElseThrow(
            () ->
                new ConnectionFailed(
                    Reason.NO_COMMON_PROTOCOL, "the handshake agreed on an unknown muxer"))
        .mux(channel, isInitiator);
  }
}
