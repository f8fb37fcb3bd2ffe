package org.meshwork.libp2p.protocol.autonat;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.noise.Noise;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;
import org.meshwork.libp2p.transport.tcp.TcpTransport;

/** Dials back by TCP, with the host's key. */
public final class LoopbackDialling implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  public DialBacks dialBacks(Host host) {
    return new DialBacks(List.of(transport(host)), host.executor(), AutonatNetwork.SERVING);
  }

  public Transport transport(Host host) {
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Noise(host.key(), new FixedRandom(77))),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    return new TcpTransport(group, upgrader);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
