package org.meshwork.libp2p.muxer.yamux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Outcomes handed on as they are: failures without a wrapping, and nobody completes another's. */
final class Stages {
  private Stages() {}

  static <T> CompletionStage<T> copy(CompletableFuture<T> source) {
    CompletableFuture<T> copy = new CompletableFuture<>();
    relay(source, copy);
    return copy;
  }

  static <T> void relay(CompletionStage<T> source, CompletableFuture<T> target) {
    source.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            target.complete(value);
          } else {
            target.completeExceptionally(failure);
          }
        });
  }
}
