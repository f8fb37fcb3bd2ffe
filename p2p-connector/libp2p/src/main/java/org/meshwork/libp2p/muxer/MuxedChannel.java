package org.meshwork.libp2p.muxer;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;

/** A channel that streams share; the part of a connection that knows of streams. */
public interface MuxedChannel {
  /** As {@link org.meshwork.libp2p.connection.Connection#openStream}. */
  CompletionStage<Stream> openStream();

  /** As {@link org.meshwork.libp2p.connection.Connection#acceptStreams}. */
  void acceptStreams(Consumer<Stream> acceptor);

  /** As {@link org.meshwork.libp2p.connection.Connection#closeGracefully}. */
  CompletionStage<Void> closeGracefully();

  /** As {@link org.meshwork.libp2p.connection.Connection#close}. */
  CompletionStage<Void> close();

  /** As {@link org.meshwork.libp2p.connection.Connection#isEnding}. */
  boolean isEnding();

  /** As {@link org.meshwork.libp2p.connection.Connection#ended}. */
  CompletionStage<ConnectionFailed> ended();
}
