package org.meshwork.cli.client;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines of a response on their way from the HTTP client's threads to the one that reads them.
 * Bounded by demand: the reader asks for a line more when it has taken one.
 */
final class LineQueue implements Flow.Subscriber<String> {
  private static final int AHEAD = 64;

  private sealed interface Signal {}

  private record Line(String text) implements Signal {}

  private record Refused(Failure failure) implements Signal {}

  private record End() implements Signal {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;

  /** Empty at the end, however it came, and after silence. */
  Optional<String> next(long timeout, TimeUnit unit) throws InterruptedException {
    Signal signal = signals.poll(timeout, unit);
    if (signal instanceof Refused refused) {
      throw refused.failure();
    }
    if (signal instanceof Line line) {
      subscription.request(1);
      return Optional.of(line.text());
    }
    return Optional.empty();
  }

  void refuse(Failure failure) {
    signals.add(new Refused(failure));
  }

  void end() {
    signals.add(new End());
  }

  void cancel() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(AHEAD);
  }

  @Override
  public void onNext(String line) {
    signals.add(new Line(line));
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  @Override
  public void onComplete() {
    end();
  }
}
