package org.meshwork.libp2p.connection;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** A connection without streams, until it is closed. */
public final class FakeConnection implements Connection {
  private final PublicKey remoteKey;
  private final Multiaddr remoteAddress;
  private final boolean isInitiator;
  private final EventExecutor eventLoop;
  private final CompletableFuture<ConnectionFailed> ended = new CompletableFuture<>();

  public FakeConnection(
      PublicKey remoteKey, Multiaddr remoteAddress, boolean isInitiator, EventExecutor eventLoop) {
    this.remoteKey = remoteKey;
    this.remoteAddress = remoteAddress;
    this.isInitiator = isInitiator;
    this.eventLoop = eventLoop;
  }

  @Override
  public PeerId remotePeer() {
    return PeerId.of(remoteKey);
  }

  @Override
  public PublicKey remoteKey() {
    return remoteKey;
  }

  @Override
  public Multiaddr localAddress() {
    return Multiaddr.parse("/memory/1");
  }

  @Override
  public Multiaddr remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean isInitiator() {
    return isInitiator;
  }

  @Override
  public String description() {
    return "fake";
  }

  @Override
  public EventExecutor eventLoop() {
    return eventLoop;
  }

  @Override
  public CompletionStage<Stream> openStream() {
    return CompletableFuture.failedStage(
        new ConnectionFailed(ConnectionFailed.Reason.TOO_MUCH, "a fake connection"));
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    // None will come.
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    return close();
  }

  @Override
  public CompletionStage<Void> close() {
    ended.complete(new ConnectionFailed(ConnectionFailed.Reason.CLOSED, "closed"));
    return CompletableFuture.completedStage(null);
  }

  public boolean isClosed() {
    return ended.isDone();
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return ended.copy();
  }
}
