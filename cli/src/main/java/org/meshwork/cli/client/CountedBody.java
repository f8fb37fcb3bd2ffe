package org.meshwork.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** A body that counts what has been handed to the connection. */
final class CountedBody implements BodyPublisher {
  private final BodyPublisher body;
  private final LongConsumer listener;
  private final AtomicLong sent = new AtomicLong();

  CountedBody(BodyPublisher body, LongConsumer listener) {
    this.body = body;
    this.listener = listener;
  }

  long sent() {
    return sent.get();
  }

  /** Whether a part has not been handed over; a server may close before it has read anything. */
  boolean isInterrupted() {
    return sent() < contentLength();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer bytes) {
            listener.accept(sent.addAndGet(bytes.remaining()));
            subscriber.onNext(bytes);
          }

          @Override
          public void onError(Throwable failure) {
            subscriber.onError(failure);
          }

          @Override
          public void onComplete() {
            subscriber.onComplete();
          }
        });
  }
}
