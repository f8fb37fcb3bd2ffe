package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.negotiation.ChannelNegotiation;
import org.meshwork.libp2p.security.AuthenticatedPeer;
import org.meshwork.libp2p.security.Handshake;
import org.meshwork.libp2p.security.SecureChannel;

/** Agrees on how to secure a channel, and secures it. */
final class SecurityStep {
  private final Map<String, SecureChannel> choices = new LinkedHashMap<>();

  /** A channel that is secured. */
  record Secured(String protocol, AuthenticatedPeer peer) {}

  SecurityStep(List<SecureChannel> preferredFirst) {
    preferredFirst.forEach(choice -> choices.putIfAbsent(choice.protocol(), choice));
  }

  CompletionStage<Secured> run(Channel channel, Handshake handshake, Duration timeout) {
    CompletionStage<String> agreed =
        handshake.isInitiator()
            ? ChannelNegotiation.dial(channel, List.copyOf(choices.keySet()), timeout)
            : ChannelNegotiation.listen(channel, choices::containsKey, timeout);
    return agreed.thenCompose(
        protocol ->
            choices
                .get(protocol)
                .secure(channel, handshake)
                .thenApply(peer -> secured(protocol, peer, handshake)));
  }

  private static Secured secured(String protocol, AuthenticatedPeer peer, Handshake handshake) {
    // The channel has checked it already; of all mistakes this one must not slip through.
    handshake
        .expected()
        .filter(expected -> !expected.equals(peer.id()))
        .ifPresent(
            expected -> {
              throw new ConnectionFailed(
                  Reason.IDENTITY_MISMATCH, peer.id() + " answered instead of " + expected);
            });
    return new Secured(protocol, peer);
  }
}
