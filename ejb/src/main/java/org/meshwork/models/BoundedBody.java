package org.meshwork.models;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** An answer in memory, refused when it is larger than any vector could be. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
  private final long maxBytes;
  private Subscription subscription;
  private long bytes;

  BoundedBody(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return kept.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    kept.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes <= maxBytes) {
      kept.onNext(buffers);
      return;
    }
    subscription.cancel();
    kept.onError(new IOException("the answer has more than %d bytes".formatted(maxBytes)));
  }

  @Override
  public void onError(Throwable failure) {
    kept.onError(failure);
  }

  @Override
  public void onComplete() {
    kept.onComplete();
  }
}
