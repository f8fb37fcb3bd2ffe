package org.meshwork.batch.ingestion;

import jakarta.batch.runtime.BatchStatus;
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
  private volatile boolean jobBegan;
  private volatile boolean stopRequested;
  private volatile boolean leftToWatch;
  private boolean suspect;

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

  /** 0 before there is one. */
  long execution() {
    return execution;
  }

  /** The job's thread is at work, and will tell of its end. */
  void jobBegan() {
    jobBegan = true;
  }

  /**
   * Whether the job has ended without telling. A job that has just begun to run, or to end, is
   * about to tell; therefore it must look like that twice.
   */
  synchronized boolean isLost(BatchStatus job) {
    boolean ended =
        switch (job) {
          case STARTING, STOPPING -> false;
          case STARTED -> !jobBegan;
          case STOPPED, FAILED, COMPLETED, ABANDONED -> true;
        };
    boolean lost = ended && suspect;
    suspect = ended;
    return lost;
  }

  /** Its job was stopped by another hand. */
  void leaveToWatch() {
    leftToWatch = true;
  }

  boolean isLeftToWatch() {
    return leftToWatch;
  }

  void requestStop() {
    stopRequested = true;
    crew.wake();
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
