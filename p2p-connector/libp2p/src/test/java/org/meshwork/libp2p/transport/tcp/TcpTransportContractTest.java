package org.meshwork.libp2p.transport.tcp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.transport.ChannelTransportContractTest;
import org.meshwork.libp2p.transport.RawPeer;
import org.meshwork.libp2p.transport.SocketPeer;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.Upgrader;

class TcpTransportContractTest extends ChannelTransportContractTest {
  @Override
  protected IoHandlerFactory ioHandlers() {
    return NioIoHandler.newFactory();
  }

  @Override
  protected Transport transport(EventLoopGroup group, Upgrader upgrader) {
    return new TcpTransport(group, upgrader);
  }

  @Override
  protected Multiaddr anyPort() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/0");
  }

  @Override
  protected Multiaddr deserted() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/1");
  }

  @Override
  protected Multiaddr foreign() {
    return Multiaddr.parse("/ip4/127.0.0.1/udp/4001/quic-v1");
  }

  @Override
  protected RawPeer rawListener(byte[] bytes) throws IOException {
    return SocketPeer.listening(bytes, "");
  }

  @Override
  protected RawPeer rawDialer(Multiaddr address, byte[] bytes) throws IOException {
    return SocketPeer.dialling(TcpEndpoint.of(address).orElseThrow().socket(), address, bytes);
  }
}
