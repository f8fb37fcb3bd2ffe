package org.meshwork.libp2p.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.muxer.PlainMuxer;
import org.meshwork.libp2p.security.Plaintext;

/** What the transports of plain bytes promise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ChannelTransportContractTest extends TransportContractTest {
  private CountingEventLoopGroup group;

  protected abstract IoHandlerFactory ioHandlers();

  protected abstract Transport transport(EventLoopGroup group, Upgrader upgrader);

  @BeforeAll
  void startEventLoops() {
    group = new CountingEventLoopGroup(ioHandlers());
  }

  @AfterAll
  void stopEventLoops() {
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Override
  protected final Transport transport(PrivateKey key, Duration timeout) {
    return transport(group, upgrader(key, UpgradeSettings.DEFAULT.withTimeout(timeout)));
  }

  protected Upgrader upgrader(PrivateKey key, UpgradeSettings settings) {
    return new Upgrader(
        List.of(new Plaintext(key.publicKey())), List.of(new PlainMuxer()), settings);
  }

  @Override
  protected int openChannels() {
    return group.openChannels();
  }
}
