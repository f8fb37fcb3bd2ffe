package org.meshwork.libp2p.protocol.relay;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A connection that is known to be there, and carries nothing. */
public record FakeConnection(int number, Multiaddr remoteAddress, EventExecutor eventLoop)
    implements Connection {
  @Override
  public PeerId remotePeer() {
    return TestHosts.peer(number);
  }

  @Override
  public PublicKey remoteKey() {
    return TestHosts.key(number).publicKey();
  }

  @Override
  public Multiaddr localAddress() {
    return remoteAddress;
  }

  @Override
  public boolean isInitiator() {
    return false;
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public CompletionStage<Stream> openStream() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    return close();
  }

  @Override
  public CompletionStage<Void> close() {
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return new CompletableFuture<>();
  }
}
