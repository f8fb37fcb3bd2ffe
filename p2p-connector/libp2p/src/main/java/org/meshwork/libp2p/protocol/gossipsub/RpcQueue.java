package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.gossipsub.wire.MessageId;
import org.meshwork.libp2p.protocol.gossipsub.wire.RpcFrame;

/**
 * What waits to be sent to one peer: what is urgent, messages, and gossip, in this order. What is
 * added in one go is sent together. Where a peer is too slow gossip is dropped first, then
 * messages, and at last the stream. On the host's executor.
 */
final class RpcQueue {
  /** Of what messages may take, for what is urgent. */
  private static final int URGENT_SHARE = 4;

  private record Item(Bytes part, boolean isControl, Optional<MessageId> id) {
    int size() {
      return part.size();
    }
  }

  private final ArrayDeque<Item> urgent = new ArrayDeque<>(2);
  private final ArrayDeque<Item> messages = new ArrayDeque<>(2);
  private final ArrayDeque<Item> gossip = new ArrayDeque<>(2);
  private final EventExecutor executor;
  private final BoundSettings bounds;
  private final Predicate<MessageId> isUnwanted;
  private final Runnable messageDropped;
  private Optional<Stream> stream = Optional.empty();
  private int urgentBytes;
  private int otherBytes;
  private boolean isFlushDue;
  private boolean isWriting;

  /**
   * @param isUnwanted asked once more before a message is sent
   * @param messageDropped told when a message found no room
   */
  RpcQueue(
      EventExecutor executor,
      BoundSettings bounds,
      Predicate<MessageId> isUnwanted,
      Runnable messageDropped) {
    this.executor = executor;
    this.bounds = bounds;
    this.isUnwanted = isUnwanted;
    this.messageDropped = messageDropped;
  }

  /** Sends on this stream from now on. */
  void attach(Stream outbound) {
    stream = Optional.of(outbound);
    isWriting = false;
    scheduleFlush();
  }

  boolean isAttached() {
    return stream.isPresent();
  }

  /** Drops all that waits. */
  void detach() {
    stream = Optional.empty();
    urgent.clear();
    messages.clear();
    gossip.clear();
    urgentBytes = 0;
    otherBytes = 0;
  }

  /** A subscription. */
  void urgentField(Bytes field) {
    addUrgent(new Item(field, false, Optional.empty()));
  }

  void urgentControl(Bytes control) {
    addUrgent(new Item(control, true, Optional.empty()));
  }

  private void addUrgent(Item item) {
    if (urgentBytes + item.size() > bounds.maxQueuedBytes() / URGENT_SHARE) {
      // Without it the peer's view of this side would be wrong: it starts anew.
      Optional<Stream> stuck = stream;
      detach();
      stuck.ifPresent(Stream::reset);
      return;
    }
    urgentBytes += item.size();
    urgent.add(item);
    scheduleFlush();
  }

  /** Whether there was room for it. */
  boolean message(MessageId id, Bytes field) {
    while (otherBytes + field.size() > bounds.maxQueuedBytes() && !gossip.isEmpty()) {
      otherBytes -= gossip.remove().size();
    }
    if (otherBytes + field.size() > bounds.maxQueuedBytes()) {
      messageDropped.run();
      return false;
    }
    otherBytes += field.size();
    messages.add(new Item(field, false, Optional.of(id)));
    scheduleFlush();
    return true;
  }

  /** Does nothing if there is no room. */
  void gossip(Bytes control) {
    if (otherBytes + control.size() <= bounds.maxQueuedBytes()) {
      otherBytes += control.size();
      gossip.add(new Item(control, true, Optional.empty()));
      scheduleFlush();
    }
  }

  private void scheduleFlush() {
    if (!isFlushDue && !isWriting && stream.isPresent()) {
      isFlushDue = true;
      executor.execute(this::flush);
    }
  }

  private void flush() {
    isFlushDue = false;
    while (stream.isPresent() && !isWriting) {
      RpcFrame next = next();
      if (next.isEmpty()) {
        return;
      }
      write(stream.get(), next);
    }
  }

  private void write(Stream current, RpcFrame frame) {
    CompletableFuture<Void> written = current.write(frame.toBuffer()).toCompletableFuture();
    if (written.isDone() && !written.isCompletedExceptionally()) {
      return;
    }
    isWriting = true;
    written.whenCompleteAsync(
        (room, failure) -> {
          // A stream that fails is closed, too: whoever attached it hears of that.
          if (failure == null && stream.filter(current::equals).isPresent()) {
            isWriting = false;
            flush();
          }
        },
        executor);
  }

  private RpcFrame next() {
    RpcFrame frame = new RpcFrame();
    while (!urgent.isEmpty() && fits(frame, urgent.peek())) {
      Item item = urgent.remove();
      urgentBytes -= item.size();
      add(frame, item);
    }
    take(messages, frame);
    take(gossip, frame);
    return frame;
  }

  private void take(ArrayDeque<Item> from, RpcFrame frame) {
    while (!from.isEmpty() && fits(frame, from.peek())) {
      Item item = from.remove();
      otherBytes -= item.size();
      if (item.id.filter(isUnwanted).isEmpty()) {
        add(frame, item);
      }
    }
  }

  /** With a few bytes for the head of control. One part always fits. */
  private boolean fits(RpcFrame frame, Item item) {
    return frame.isEmpty() || frame.size() + item.size() + 8 <= bounds.maxSentRpcBytes();
  }

  private static void add(RpcFrame frame, Item item) {
    if (item.isControl) {
      frame.control(item.part);
    } else {
      frame.field(item.part);
    }
  }
}
