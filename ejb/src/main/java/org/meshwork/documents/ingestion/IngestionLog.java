package org.meshwork.documents.ingestion;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What ingestion says to the administrator; ids 500 to 519. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 500, max = 519)
interface IngestionLog extends BasicLogger {
  IngestionLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(),
          IngestionLog.class,
          "org.meshwork.documents.ingestion");

  @LogMessage(level = Level.WARN)
  @Message(id = 500, value = "The document %s of task %s could not be processed; the others go on")
  void unprocessable(String name, String task, @Cause Throwable cause);
}
