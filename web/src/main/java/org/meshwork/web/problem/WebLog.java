package org.meshwork.web.problem;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What failing requests say to the administrator; ids 800 to 849. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 800, max = 849)
interface WebLog extends BasicLogger {
  WebLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), WebLog.class, "org.meshwork.web");

  @LogMessage(level = Level.ERROR)
  @Message(id = 800, value = "Incident %s")
  void failed(String incident, @Cause Throwable cause);

  @LogMessage(level = Level.WARN)
  @Message(id = 801, value = "A request ended in problem %s")
  void problem(String slug, @Cause Throwable cause);

  @LogMessage(level = Level.WARN)
  @Message(id = 802, value = "A request found no database")
  void databaseUnavailable(@Cause Throwable cause);
}
