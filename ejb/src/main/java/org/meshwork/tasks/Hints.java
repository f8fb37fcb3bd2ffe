package org.meshwork.tasks;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends hints: messages that carry a task's id and wake whoever looks at its row. A hint may be
 * lost, so sending one never fails; it may be doubled, because the row is claimed by a condition.
 */
@ApplicationScoped
class Hints {
  static final String PLANNING = "java:/jms/queue/MeshworkPlanning";
  static final String EXECUTION = "java:/jms/queue/MeshworkExecution";

  /** A hint that old has been replaced by the reconciler's. */
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  /** Pooled, and outside every transaction. */
  @Resource(lookup = "java:/jms/MeshworkHints")
  private ConnectionFactory connections;

  @Resource(lookup = PLANNING)
  private Queue planning;

  @Resource(lookup = EXECUTION)
  private Queue execution;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private TransactionSynchronizationRegistry transaction;

  @Resource(lookup = "java:/TransactionManager")
  private TransactionManager transactions;

  @Inject private Clock clock;

  private final AtomicReference<Instant> lastWarning = new AtomicReference<>(Instant.MIN);

  private final HintFlow toPlan = new HintFlow();
  private final HintFlow toRun = new HintFlow();

  /** After the caller's transaction has committed, or now if there is none. */
  void planning(TaskId task, int priority) {
    afterCommit(toPlan, planning, task, priority);
  }

  /** After the caller's transaction has committed, or now if there is none. */
  void execution(TaskId task, int priority) {
    afterCommit(toRun, execution, task, priority);
  }

  /** A hint has come. Before its row is looked at: a submission after that needs another. */
  void planningArrived() {
    toPlan.end();
  }

  /** A hint has come. */
  void executionArrived() {
    toRun.end();
  }

  /** From time to time: hints may have been lost. */
  void forgetLost() {
    toPlan.forget();
    toRun.forget();
  }

  private void afterCommit(HintFlow flow, Destination queue, TaskId task, int priority) {
    if (transaction.getTransactionKey() == null) {
      send(flow, queue, task, priority);
      return;
    }
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              sendOutside(flow, queue, task, priority);
            }
          }
        });
  }

  /**
   * The transaction has ended, but is still bound to the thread, and the server gives no pooled
   * connection to such a thread.
   */
  private void sendOutside(HintFlow flow, Destination queue, TaskId task, int priority) {
    try {
      Transaction ended = transactions.suspend();
      try {
        send(flow, queue, task, priority);
      } finally {
        transactions.resume(ended);
      }
    } catch (SystemException | InvalidTransactionException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(HintFlow flow, Destination queue, TaskId task, int priority) {
    flow.pass(() -> send(queue, task, priority));
  }

  private boolean send(Destination queue, TaskId task, int priority) {
    try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
      context
          .createProducer()
          .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
          .setTimeToLive(TIME_TO_LIVE.toMillis())
          .setPriority(priority)
          .send(queue, task.toString());
      return true;
    } catch (JMSRuntimeException e) {
      warn(e);
      return false;
    }
  }

  private void warn(JMSRuntimeException e) {
    Instant now = clock.instant();
    Instant before = lastWarning.get();
    // A clock may be set back; then the last time lies ahead.
    boolean due = Duration.between(before, now).abs().compareTo(BETWEEN_WARNINGS) > 0;
    if (due && lastWarning.compareAndSet(before, now)) {
      TaskLog.LOG.hintsFail(e.getMessage());
    }
  }
}
