package org.meshwork.batch.ingestion;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the ingestion job says to the administrator; ids 550 to 599. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 550, max = 599)
interface IngestionLog extends BasicLogger {
  IngestionLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(),
          IngestionLog.class,
          "org.meshwork.batch.ingestion");

  @LogMessage(level = Level.INFO)
  @Message(id = 550, value = "Task %s is resumed: batch execution %d goes on as %d")
  void resumed(String task, long before, long execution);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 551,
      value =
          "Task %s: batch execution %d can't be resumed (%s); a new one takes up what is left to do")
  void notResumable(String task, long execution, String reason);

  @LogMessage(level = Level.INFO)
  @Message(id = 552, value = "Task %s was begun by another hand, as batch execution %d")
  void begunElsewhere(String task, long execution);

  @LogMessage(level = Level.WARN)
  @Message(id = 554, value = "Task %s: batch execution %d has ended without telling, as %s")
  void endedSilently(String task, long execution, String status);

  @LogMessage(level = Level.INFO)
  @Message(id = 553, value = "Task %s was stopped by another hand; restart it to resume it")
  void stoppedElsewhere(String task);
}
