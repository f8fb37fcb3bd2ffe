package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.multiformats.ByteReader;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;

/** A stream that takes RPCs down, for a peer that is the test. */
final class SentRpcs implements Stream {
  private final List<Rpc> rpcs = new ArrayList<>();
  final List<Integer> sizes = new ArrayList<>();

  /** Completes what waits for room; none is left while it is done. */
  private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

  boolean isReset;

  /** What was sent since the last call. */
  List<Rpc> take() {
    List<Rpc> taken = List.copyOf(rpcs);
    rpcs.clear();
    return taken;
  }

  /** The peer takes nothing more for now. */
  void stall() {
    room = new CompletableFuture<>();
  }

  void goOn() {
    CompletableFuture<Void> waiting = room;
    room = CompletableFuture.completedFuture(null);
    waiting.complete(null);
  }

  @Override
  public CompletionStage<Void> write(ByteBuf bytes) {
    ByteReader reader = new ByteReader(Bytes.of(ByteBufUtil.getBytes(bytes)));
    bytes.release();
    while (!reader.atEnd()) {
      Bytes rpc = reader.prefixed();
      sizes.add(rpc.size());
      rpcs.add(Rpc.decode(rpc, RpcBounds.DEFAULT));
    }
    return room;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public boolean isInitiator() {
    return true;
  }

  @Override
  public void read(StreamReader reader) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void pauseReading() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resumeReading() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> closeWrite() {
    return room;
  }

  @Override
  public void reset() {
    isReset = true;
  }

  @Override
  public CompletionStage<Void> closed() {
    return new CompletableFuture<>();
  }
}
