package org.meshwork.libp2p.muxer;

import io.netty.channel.Channel;

/** A way to share a channel. Safe to share between threads. */
public interface Muxer {
  /** As negotiated, such as {@code /yamux/1.0.0}. */
  String protocol();

  /**
   * Adds its handlers to the end of the pipeline of a channel that carries plain bytes, and owns
   * the channel from then on: it closes it in the end. Called on the channel's event loop, by whose
   * ticker and timers it measures and keeps time.
   *
   * @param isInitiator whether this side dialled
   */
  MuxedChannel mux(Channel channel, boolean isInitiator);
}
