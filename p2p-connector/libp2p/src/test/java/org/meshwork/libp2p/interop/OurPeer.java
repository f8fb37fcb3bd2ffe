package org.meshwork.libp2p.interop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.negotiation.StreamNegotiation;

/** What this side serves: the protocols of {@code interop/js/streams.mjs}, and ping. */
final class OurPeer {
  static final String ECHO = "/meshwork/interop/echo/1.0.0";
  static final String DIGEST = "/meshwork/interop/digest/1.0.0";
  static final String STALL = "/meshwork/interop/stall/1.0.0";
  static final String PERF = "/perf/1.0.0";
  private static final String PING = "/ipfs/ping/1.0.0";
  private static final Duration NEGOTIATION = Duration.ofSeconds(30);

  private final BlockingQueue<ConnectionFailed> failures = new LinkedBlockingQueue<>();
  private final Map<String, Function<Stream, StreamReader>> protocols =
      Map.of(ECHO, Echo::new, PING, Echo::new, DIGEST, Digest::new, STALL, Stall::new);

  /** What streams of {@link #STALL} heard in the end. */
  BlockingQueue<ConnectionFailed> failures() {
    return failures;
  }

  void serve(Connection connection) {
    connection.acceptStreams(
        stream ->
            StreamNegotiation.listen(
                    stream, protocols::containsKey, connection.eventLoop(), NEGOTIATION)
                .thenAccept(
                    agreed ->
                        agreed.stream()
                            .read(protocols.get(agreed.protocol()).apply(agreed.stream()))));
  }

  /** A stream on which the peer has agreed to speak the protocol. */
  static Stream open(Connection connection, String protocol) {
    return connection
        .openStream()
        .thenCompose(
            stream ->
                StreamNegotiation.dial(
                    stream, List.of(protocol), connection.eventLoop(), NEGOTIATION))
        .toCompletableFuture()
        .join()
        .stream();
  }

  /** Sends back what comes. */
  private record Echo(Stream stream) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      if (!stream.write(bytes).toCompletableFuture().isDone()) {
        stream.pauseReading();
        stream.write(Unpooled.EMPTY_BUFFER).thenRun(stream::resumeReading);
      }
    }

    @Override
    public void endOfInput() {
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      // The peer has what it wanted, or wants no more.
    }
  }

  /** Answers all that comes by its SHA-256. */
  private static final class Digest implements StreamReader {
    private final Stream stream;
    private final MessageDigest digest = sha256();

    Digest(Stream stream) {
      this.stream = stream;
    }

    @Override
    public void bytes(ByteBuf bytes) {
      digest.update(bytes.nioBuffer());
      bytes.release();
    }

    @Override
    public void endOfInput() {
      stream.write(Unpooled.wrappedBuffer(digest.digest()));
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      // Nobody waits for the answer.
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers nothing, and remembers how it ended. */
  private final class Stall implements StreamReader {
    Stall(Stream stream) {}

    @Override
    public void bytes(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    public void endOfInput() {
      // Only a reset is of interest.
    }

    @Override
    public void failed(ConnectionFailed failure) {
      failures.add(failure);
    }
  }
}
