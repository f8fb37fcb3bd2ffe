package org.meshwork.documents.ingestion;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.meshwork.documents.content.ContentId;

/**
 * The threads of one run, which embed together: whoever finds no document left to take helps with
 * the passages of those that others still hold, so that no core idles while a long document, or the
 * last one, is embedded. No more of them embed at once than the model serves, and each goes on as
 * long as its document has passages: changing threads at every passage cost one of a hundred.
 *
 * <p>Any thread of the run may call. A thread that {@linkplain #hold holds} documents must {@link
 * #release} them, whatever becomes of them; others wait for that in {@link #help}.
 */
public final class EmbeddingCrew {
  private final BooleanSupplier stopping;
  private final Queue<Passages> open = new ArrayDeque<>();
  private final Map<ContentId, Integer> atWork = new HashMap<>();
  private int held;
  private int embedding;

  /**
   * @param stopping asked between passages, so that a long document does not delay a stop
   */
  public EmbeddingCrew(BooleanSupplier stopping) {
    this.stopping = stopping;
  }

  /** The caller works on documents, of which passages may come. */
  public synchronized void hold() {
    held++;
  }

  /** No more passages come from the caller. */
  public synchronized void release() {
    held--;
    notifyAll();
  }

  /** The run is to stop: those who wait shall ask again. */
  public synchronized void wake() {
    notifyAll();
  }

  /** Embeds passages of others until nobody holds documents any more, or the run is to stop. */
  void help() {
    try {
      helpWhile(() -> held > 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The caller begins to work on these bytes. While another of the run does, under another name, it
   * helps instead, so that the same bytes are not processed twice.
   *
   * @return false when the run is to stop
   */
  boolean begin(int document, ContentId content) {
    try {
      while (!stopping.getAsBoolean()) {
        if (beginNow(document, content)) {
          return true;
        }
        helpWhile(() -> atWork.containsKey(content));
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("Waiting for the same bytes was interrupted.").initCause(e);
    }
  }

  private synchronized boolean beginNow(int document, ContentId content) {
    return atWork.putIfAbsent(content, document) == null;
  }

  /** What became of the document is written, or nothing will be. */
  public synchronized void end(int document) {
    atWork.values().removeIf(other -> other == document);
    notifyAll();
  }

  private void helpWhile(BooleanSupplier condition) throws InterruptedException {
    for (Optional<Passages> next = await(condition); next.isPresent(); next = await(condition)) {
      next.get().work();
    }
  }

  private synchronized Optional<Passages> await(BooleanSupplier condition)
      throws InterruptedException {
    while (condition.getAsBoolean() && !stopping.getAsBoolean()) {
      Optional<Passages> waiting = open.stream().filter(Passages::isWaiting).findFirst();
      if (waiting.isPresent()) {
        return waiting;
      }
      wait();
    }
    return Optional.empty();
  }

  /**
   * The vectors of the texts, in their order; the caller embeds, too.
   *
   * @param callers that the model serves at once
   * @return empty when the run is to stop
   */
  Optional<List<float[]>> embed(List<String> texts, int callers, Function<String, float[]> model) {
    Passages passages = new Passages(texts, callers, model);
    add(passages);
    try {
      passages.work();
      return passages.vectors();
    } finally {
      remove(passages);
    }
  }

  private synchronized void add(Passages passages) {
    open.add(passages);
    notifyAll();
  }

  private synchronized void remove(Passages passages) {
    open.remove(passages);
  }

  /** False if no passage is left to embed by the time that the model serves one more. */
  private synchronized boolean beginEmbedding(Passages passages) {
    boolean interrupted = false;
    while (embedding >= passages.callers && passages.isWaiting()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean begins = passages.isWaiting();
    embedding += begins ? 1 : 0;
    return begins;
  }

  private synchronized void endEmbedding() {
    embedding--;
    notifyAll();
  }

  /** The passages of one document. */
  private final class Passages {
    private final List<String> texts;
    private final int callers;
    private final Function<String, float[]> model;
    private final float[][] vectors;
    private int next;
    private int atWork;
    private boolean stopped;
    private Throwable failure;

    Passages(List<String> texts, int callers, Function<String, float[]> model) {
      this.texts = texts;
      this.callers = callers;
      this.model = model;
      vectors = new float[texts.size()][];
    }

    synchronized boolean isWaiting() {
      return next < vectors.length;
    }

    /** Until none is left that nobody has begun. What fails, fails the owner, an error too. */
    void work() {
      if (beginEmbedding(this)) {
        try {
          workOn();
        } finally {
          endEmbedding();
        }
      }
    }

    private void workOn() {
      for (int i = begin(); i >= 0; i = begin()) {
        try {
          end(i, model.apply(texts.get(i)));
        } catch (RuntimeException | Error e) {
          fail(e);
        }
      }
    }

    private synchronized int begin() {
      if (next < vectors.length && stopping.getAsBoolean()) {
        stopped = true;
        next = vectors.length;
      }
      if (next == vectors.length) {
        return -1;
      }
      atWork++;
      return next++;
    }

    private synchronized void end(int i, float[] vector) {
      vectors[i] = vector;
      atWork--;
      notifyAll();
    }

    private synchronized void fail(Throwable cause) {
      failure = failure == null ? cause : failure;
      next = vectors.length;
      atWork--;
      notifyAll();
    }

    /** Waits for those who help; each is at one passage, which the model's own limit bounds. */
    synchronized Optional<List<float[]>> vectors() {
      boolean interrupted = false;
      while (atWork > 0) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      return stopped ? Optional.empty() : Optional.of(Arrays.asList(vectors));
    }
  }
}
