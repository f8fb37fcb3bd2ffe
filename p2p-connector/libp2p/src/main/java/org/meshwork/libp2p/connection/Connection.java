package org.meshwork.libp2p.connection;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Streams to one peer, whose identity is proven. Methods may be called from any thread and never
 * block.
 */
public interface Connection {
  PeerId remotePeer();

  PublicKey remoteKey();

  Multiaddr localAddress();

  /** Where the peer was reached, or where it came from; without its {@code /p2p} step. */
  Multiaddr remoteAddress();

  /** Whether this side dialled. */
  boolean isInitiator();

  /**
   * Whether it leads over a relay that ends it after some time or some data, so that it is only for
   * protocols that need little.
   */
  default boolean isLimited() {
    return false;
  }

  /** How the connection came about, for people, such as {@code tcp, /noise, /yamux/1.0.0}. */
  String description();

  /** Where readers and acceptors are called; for timers of those who use the connection, too. */
  EventExecutor eventLoop();

  /**
   * Opens a stream, on which no protocol is agreed yet.
   *
   * @return exceptionally {@link ConnectionFailed}: {@code TOO_MUCH} at the limit of streams,
   *     {@code CLOSED} when the connection is ending
   */
  CompletionStage<Stream> openStream();

  /**
   * Hands the peer's streams to the acceptor, on the event loop; what it throws resets the stream.
   * Streams that come before the first acceptor is set wait.
   */
  void acceptStreams(Consumer<Stream> acceptor);

  /** Takes no more streams, tells the peer so, and closes when those that are open have ended. */
  CompletionStage<Void> closeGracefully();

  /** Closes now; streams that are open fail with {@code CLOSED}. */
  CompletionStage<Void> close();

  /** Whether either side has begun to end it, so that no stream can be opened any more. */
  default boolean isEnding() {
    return ended().toCompletableFuture().isDone();
  }

  /**
   * Completes when the connection has ended, in whatever way; the reason for those who ask. Never
   * exceptionally.
   */
  CompletionStage<ConnectionFailed> ended();
}
