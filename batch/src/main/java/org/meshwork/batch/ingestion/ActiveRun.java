package org.meshwork.batch.ingestion;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.ingestion.EmbeddingCrew;
import org.meshwork.tasks.TaskOutcome;
import org.meshwork.tasks.TaskRun;

/** A run that goes on in this server, as the parts of its job share it. */
final class ActiveRun {
  private final TaskRun run;
  private final Collection collection;
  private final boolean begunElsewhere;
  private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
  private final EmbeddingCrew crew = new EmbeddingCrew(this::stopRequested);
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile long execution;
  private volatile boolean stopRequested;

  /**
   * @param begunElsewhere whether nobody but the job itself records how the run ends
   */
  ActiveRun(TaskRun run, Collection collection, boolean begunElsewhere) {
    this.run = run;
    this.collection = collection;
    this.begunElsewhere = begunElsewhere;
  }

  TaskRun run() {
    return run;
  }

  Collection collection() {
    return collection;
  }

  EmbeddingCrew crew() {
    return crew;
  }

  boolean begunElsewhere() {
    return begunElsewhere;
  }

  CompletableFuture<TaskOutcome> outcome() {
    return outcome;
  }

  void executedBy(long id) {
    execution = id;
  }

  /** 0 before the job has begun. */
  long execution() {
    return execution;
  }

  void requestStop() {
    stopRequested = true;
  }

  boolean stopRequested() {
    return stopRequested;
  }

  /** The first failure is the cause; later ones follow from it. */
  void failed(Exception cause) {
    failure.compareAndSet(null, cause);
  }

  Optional<Exception> failure() {
    return Optional.ofNullable(failure.get());
  }
}
