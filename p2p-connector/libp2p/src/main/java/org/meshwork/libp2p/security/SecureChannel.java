package org.meshwork.libp2p.security;

import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;

/** A way to secure a channel of plain bytes. Safe to share between threads. */
public interface SecureChannel {
  /** As negotiated, such as {@code /noise}. */
  String protocol();

  /**
   * Does the handshake by handlers that it adds to the end of the channel's pipeline, after which
   * those pass plain bytes on to handlers added later. Bytes that come with the handshake's end are
   * passed on once the returned stage's dependents have run. Called on the channel's event loop.
   *
   * @return completes on the event loop; exceptionally with {@link
   *     org.meshwork.libp2p.connection.ConnectionFailed}: {@code IDENTITY_MISMATCH} if the peer is
   *     not the expected one, {@code HANDSHAKE_REFUSED} for anything else, and the channel is
   *     closed. How long it may take is for the caller to bound.
   */
  CompletionStage<AuthenticatedPeer> secure(Channel channel, Handshake handshake);
}
