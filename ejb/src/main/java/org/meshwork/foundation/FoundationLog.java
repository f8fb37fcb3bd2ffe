package org.meshwork.foundation;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the foundation says to the administrator; ids 100 to 199. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 100, max = 199)
interface FoundationLog extends BasicLogger {
  FoundationLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(), FoundationLog.class, "org.meshwork.foundation");

  @LogMessage(level = Level.INFO)
  @Message(
      id = 100,
      value =
          "Database: PostgreSQL %s, pgvector %s; schema at version %s (%d migrations applied now)")
  void schemaReady(String server, String vector, String version, int applied);

  @LogMessage(level = Level.WARN)
  @Message(id = 101, value = "%s")
  void databaseWarning(String warning);

  @LogMessage(level = Level.INFO)
  @Message(id = 102, value = "This node is %s")
  void nodeIs(String id);
}
