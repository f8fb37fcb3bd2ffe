package org.meshwork.libp2p.protocol.gossipsub;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** Has the application judge messages, within bounds of number and time. On the executor. */
final class Validations {
  private static final System.Logger LOG = System.getLogger(Validations.class.getName());

  private final Map<Topic, MessageValidator> validators = new HashMap<>();
  private final EventExecutor executor;
  private final BoundSettings bounds;
  private int underWay;

  Validations(EventExecutor executor, BoundSettings bounds) {
    this.executor = executor;
    this.bounds = bounds;
  }

  void set(Topic topic, MessageValidator validator) {
    if (validators.size() >= bounds.maxTopics() && !validators.containsKey(topic)) {
      throw new IllegalStateException("validators of " + bounds.maxTopics() + " topics");
    }
    validators.put(topic, validator);
  }

  void remove(Topic topic) {
    validators.remove(topic);
  }

  /** Whether one more of the peer's messages can be judged. */
  boolean hasRoomFor(Peer sender) {
    return underWay < bounds.maxValidations()
        && sender.validations < bounds.maxValidationsPerPeer();
  }

  /**
   * @param sink told once, on the executor, at once if the verdict is there
   */
  void judge(ReceivedMessage message, Peer sender, Consumer<Verdict> sink) {
    MessageValidator validator = validators.get(message.topic());
    if (validator == null) {
      sink.accept(Verdict.ACCEPT);
      return;
    }
    CompletableFuture<Verdict> verdict = ask(validator, message);
    if (verdict.isDone()) {
      sink.accept(verdict.join());
      return;
    }
    underWay++;
    sender.validations++;
    Future<?> timer =
        executor.schedule(
            () -> verdict.complete(Verdict.IGNORE),
            bounds.validationTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
    verdict.thenAcceptAsync(
        judged -> {
          timer.cancel(false);
          underWay--;
          sender.validations--;
          sink.accept(judged);
        },
        executor);
  }

  /** Never completes exceptionally; the caller's to complete. */
  private static CompletableFuture<Verdict> ask(
      MessageValidator validator, ReceivedMessage message) {
    try {
      return validator
          .validate(message)
          .handle((verdict, failure) -> failure == null ? verdict : failed(message, failure))
          .toCompletableFuture()
          .copy();
    } catch (RuntimeException thrown) {
      return CompletableFuture.completedFuture(failed(message, thrown));
    }
  }

  private static Verdict failed(ReceivedMessage message, Throwable failure) {
    LOG.log(Level.WARNING, () -> "the validator of " + message.topic() + " failed", failure);
    return Verdict.IGNORE;
  }
}
