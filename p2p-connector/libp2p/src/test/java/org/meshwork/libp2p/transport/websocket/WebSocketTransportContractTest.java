package org.meshwork.libp2p.transport.websocket;

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

class WebSocketTransportContractTest extends ChannelTransportContractTest {
  /** How an address ends. */
  String suffix() {
    return "/ws";
  }

  WebSocketTls tls() {
    return WebSocketTls.jdkTrust();
  }

  @Override
  protected IoHandlerFactory ioHandlers() {
    return NioIoHandler.newFactory();
  }

  @Override
  protected Transport transport(EventLoopGroup group, Upgrader upgrader) {
    return new WebSocketTransport(group, upgrader, tls());
  }

  @Override
  protected Multiaddr anyPort() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/0" + suffix());
  }

  @Override
  protected Multiaddr deserted() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/1" + suffix());
  }

  @Override
  protected Multiaddr foreign() {
    return Multiaddr.parse("/ip4/127.0.0.1/tcp/4001");
  }

  @Override
  protected RawPeer rawListener(byte[] bytes) throws IOException {
    return SocketPeer.listening(bytes, suffix());
  }

  @Override
  protected RawPeer rawDialer(Multiaddr address, byte[] bytes) throws IOException {
    return SocketPeer.dialling(
        WebSocketEndpoint.of(address).orElseThrow().socket(), address, bytes);
  }
}
