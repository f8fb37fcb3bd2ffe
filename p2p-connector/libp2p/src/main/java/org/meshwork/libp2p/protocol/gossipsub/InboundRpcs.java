package org.meshwork.libp2p.protocol.gossipsub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.gossipsub.wire.Rpc;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcBounds;

/**
 * Reads a peer's RPCs on its connection's event loop, and hands them over on the executor. While
 * some wait there the peer is not read, so that no peer can have more than a few wait.
 */
final class InboundRpcs implements MessageReader.Sink {
  /** Hears of the stream, on the executor. */
  interface Sink {
    void heard(InboundRpcs from, Rpc rpc);

    /**
     * Nothing more comes.
     *
     * @param isViolation whether the peer sent what is no RPC
     */
    void ended(InboundRpcs from, boolean isViolation);
  }

  final PeerId peer;
  private final Stream stream;
  private final RpcBounds bounds;
  private final Executor executor;
  private final Sink sink;
  private Queue<Rpc> waiting = new ArrayDeque<>();
  private boolean isHandedOver;

  InboundRpcs(ProtocolStream inbound, RpcBounds bounds, Executor executor, Sink sink) {
    this.peer = inbound.connection().remotePeer();
    this.stream = inbound.stream();
    this.bounds = bounds;
    this.executor = executor;
    this.sink = sink;
  }

  void start() {
    stream.read(new MessageReader(stream, bounds.maxBytes(), this));
  }

  void reset() {
    stream.reset();
  }

  @Override
  public void message(Bytes message) {
    Rpc rpc = Rpc.decode(message, bounds);
    if (rpc.isEmpty()) {
      return;
    }
    synchronized (this) {
      waiting.add(rpc);
      if (isHandedOver) {
        return;
      }
      isHandedOver = true;
    }
    stream.pauseReading();
    executor.execute(this::handOver);
  }

  private void handOver() {
    for (Queue<Rpc> next = take(); !next.isEmpty(); next = take()) {
      next.forEach(rpc -> sink.heard(this, rpc));
    }
    stream.resumeReading();
  }

  private synchronized Queue<Rpc> take() {
    Queue<Rpc> taken = waiting;
    waiting = new ArrayDeque<>(2);
    isHandedOver = !taken.isEmpty();
    return taken;
  }

  @Override
  public void end() {
    stream.closeWrite();
    executor.execute(() -> sink.ended(this, false));
  }

  @Override
  public void failed(ConnectionFailed failure) {
    boolean isViolation = failure.reason() == Reason.PROTOCOL_VIOLATED;
    executor.execute(() -> sink.ended(this, isViolation));
  }
}
