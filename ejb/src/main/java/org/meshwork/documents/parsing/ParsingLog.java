package org.meshwork.documents.parsing;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What parsing says to the administrator; ids 520 to 539. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 520, max = 539)
interface ParsingLog extends BasicLogger {
  ParsingLog LOG =
      Logger.getMessageLogger(
          MethodHandles.lookup(), ParsingLog.class, "org.meshwork.documents.parsing");

  @LogMessage(level = Level.WARN)
  @Message(
      id = 520,
      value =
          "Reading %s goes on beyond its time limit and keeps a thread busy; the document was"
              + " recorded as too slow")
  void readingGoesOn(String name);
}
