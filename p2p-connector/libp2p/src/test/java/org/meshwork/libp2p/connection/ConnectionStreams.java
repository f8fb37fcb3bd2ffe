package org.meshwork.libp2p.connection;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.meshwork.libp2p.muxer.MuxedChannel;

/** A connection, seen as what carries its streams. */
record ConnectionStreams(Connection connection) implements MuxedChannel {
  @Override
  public boolean isEnding() {
    return connection.isEnding();
  }

  @Override
  public CompletionStage<Stream> openStream() {
    return connection.openStream();
  }

  @Override
  public void acceptStreams(Consumer<Stream> acceptor) {
    connection.acceptStreams(acceptor);
  }

  @Override
  public CompletionStage<Void> closeGracefully() {
    return connection.closeGracefully();
  }

  @Override
  public CompletionStage<Void> close() {
    return connection.close();
  }

  @Override
  public CompletionStage<ConnectionFailed> ended() {
    return connection.ended();
  }
}
