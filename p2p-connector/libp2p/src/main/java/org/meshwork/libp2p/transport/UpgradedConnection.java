package org.meshwork.libp2p.transport;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.MuxedChannel;
import org.meshwork.libp2p.peer.PeerId;

/** What an upgrade ends in. */
final class UpgradedConnection implements Connection {
  private final Channel channel;
  private final Route route;
  private final SecurityStep.Secured security;
  private final MuxerStep.Muxed muxer;
  private final PeerId remotePeer;

  UpgradedConnection(
      Channel channel, Route route, SecurityStep.Secured security, MuxerStep.Muxed muxer) {
    this.channel = channel;
    this.route = route;
    this.security = security;
    this.muxer = muxer;
    this.remotePeer = security.peer().id();
  }

  @Override
  public PeerId remotePeer() {
    return remotePeer;
  }

  @Override
  public PublicKey remoteKey() {
    return security.peer().key();
  }

  @Override
  public Multiaddr localAddress() {
    return route.localAddress();
  }

  @Override
  public Multiaddr remoteAddress() {
    return route.remoteAddress();
  }

  @Override
  public boolean isInitiator() {
    return route.isInitiator();
  }

  @Override
  public boolean isLimited() {
    return route.isLimited();
  }

  @Override
  public String description() {
    return String.join(", ", route.transport(), security.protocol(), muxer.protocol());
  }

  @Override
  public EventExecutor eventLoop() {
    return channel.eventLoop();
  }

  @Override
  public CompletionStage<Stream> openStream() {
    return streams().openStream();
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    streams().acceptStreams(acceptor);
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    return streams().closeGracefully();
  }

  @Override
  public CompletionStage<Void> close() {
    return streams().close();
  }

  @Override
  public boolean isEnding() {
    return streams().isEnding();
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return streams().ended();
  }

  private MuxedChannel streams() {
    return muxer.channel();
  }

  @Override
  public String toString() {
    return remotePeer + " at " + remoteAddress() + " (" + description() + ")";
  }
}
