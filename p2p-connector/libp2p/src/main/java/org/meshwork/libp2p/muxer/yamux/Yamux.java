package org.meshwork.libp2p.muxer.yamux;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import java.util.Objects;
import org.meshwork.libp2p.muxer.MuxedChannel;
import org.meshwork.libp2p.muxer.Muxer;

/** {@code /yamux/1.0.0}: streams with flow control on one channel of plain bytes. */
public final class Yamux implements Muxer {
  public static final String PROTOCOL = "/yamux/1.0.0";

  /** What may wait in the channel itself: enough for it to write much at once, and no more. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final YamuxSettings settings;

  public Yamux(YamuxSettings settings) {
    this.settings = Objects.requireNonNull(settings);
  }

  @Override
  public String protocol() {
    return PROTOCOL;
  }

  @Override
  public MuxedChannel mux(Channel channel, boolean isInitiator) {
    channel.config().setWriteBufferWaterMark(WATER_MARK);
    YamuxSession session = new YamuxSession(channel, isInitiator, settings);
    channel.pipeline().addLast("yamux", session);
    return session;
  }
}
