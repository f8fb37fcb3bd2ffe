package org.meshwork.tasks;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What tasks say to the administrator; ids 200 to 299. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 200, max = 299)
interface TaskLog extends BasicLogger {
  TaskLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(), TaskLog.class, "org.meshwork.tasks");

  @LogMessage(level = Level.WARN)
  @Message(
      id = 200,
      value =
          "Hints at tasks can't be sent (%s). No task is lost: the reconciler finds them, only"
              + " later. Check the queues MeshworkPlanning and MeshworkExecution and the connection"
              + " factory MeshworkHints.")
  void hintsFail(String reason);

  @LogMessage(level = Level.INFO)
  @Message(id = 201, value = "%d tasks that this node was running when it went down are resumed")
  void resumed(int tasks);

  @LogMessage(level = Level.WARN)
  @Message(id = 202, value = "%d tasks whose node has gone silent are taken back")
  void takenBack(int tasks);

  @LogMessage(level = Level.WARN)
  @Message(id = 203, value = "Attempt %d at task %s was lost; it is tried again")
  void attemptLost(int attempt, String task, @Cause Throwable cause);

  @LogMessage(level = Level.WARN)
  @Message(id = 204, value = "Task %s could not be planned; it is tried again")
  void planningLost(String task, @Cause Throwable cause);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 205,
      value = "Attempt %d at task %s is no longer the one that counts; it has ended without effect")
  void leaseLost(int attempt, String task);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 209,
      value =
          "Attempt %d at planning task %s is no longer the one that counts; it has ended without"
              + " effect")
  void planningTaken(int attempt, String task);

  @LogMessage(level = Level.WARN)
  @Message(id = 206, value = "Tasks could not be looked after (%s); this is tried again")
  void housekeepingFails(String reason);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 207,
      value =
          "The end of attempt %d at task %s could not be recorded; it is taken back when its lease lapses")
  void endNotRecorded(int attempt, String task, @Cause Throwable cause);

  @LogMessage(level = Level.WARN)
  @Message(id = 208, value = "Events of tasks could not be read (%s); this is tried again")
  void eventsUnreadable(String reason);
}
