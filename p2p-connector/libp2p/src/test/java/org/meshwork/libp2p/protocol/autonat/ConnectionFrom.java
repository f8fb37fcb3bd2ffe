package org.meshwork.libp2p.protocol.autonat;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A connection that says to come from elsewhere. */
public record ConnectionFrom(Connection direct, Multiaddr remoteAddress) implements Connection {
  /** Through a relay at the place where it does come from. */
  public static ConnectionFrom relay(Connection direct) {
    String inner = "/tcp/4001/p2p/" + TestHosts.peer(50) + "/p2p-circuit";
    return new ConnectionFrom(direct, direct.remoteAddress().encapsulate(Multiaddr.parse(inner)));
  }

  @Override
  public PeerId remotePeer() {
    return direct.remotePeer();
  }

  @Override
  public PublicKey remoteKey() {
    return direct.remoteKey();
  }

  @Override
  public Multiaddr localAddress() {
    return direct.localAddress();
  }

  @Override
  public boolean isInitiator() {
    return direct.isInitiator();
  }

  @Override
  public String description() {
    return direct.description();
  }

  @Override
  public EventExecutor eventLoop() {
    return direct.eventLoop();
  }

  @Override
  public CompletionStage<Stream> openStream() {
    return direct.openStream();
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    direct.acceptStreams(acceptor);
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    return direct.closeGracefully();
  }

  @Override
  public CompletionStage<Void> close() {
    return direct.close();
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return direct.ended();
  }
}
