package org.meshwork.documents.collections;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What collections say to the administrator; ids 400 to 449. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 400, max = 449)
interface CollectionsLog extends BasicLogger {
  CollectionsLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(),
          CollectionsLog.class,
          "org.meshwork.documents.collections");

  @LogMessage(level = Level.WARN)
  @Message(
      id = 400,
      value =
          "The index of collection %s could not be tidied within the time it may keep writers waiting (%s); its deleted passages slow searches down. Upgrade pgvector to 0.8.4 or newer, or raise meshwork.collections.upkeep-limit.")
  void upkeepTooLong(String collection, String limit);

  @LogMessage(level = Level.INFO)
  @Message(id = 401, value = "%d documents' bytes that nothing refers to any more were removed")
  void contentsRemoved(int contents);

  @LogMessage(level = Level.INFO)
  @Message(
      id = 402,
      value = "pgvector %s vacuums soundly: the table of collection %s is autovacuum's again")
  void returnedToAutovacuum(String version, String collection);

  @LogMessage(level = Level.WARN)
  @Message(id = 403, value = "The upkeep of collections failed and will be tried again")
  void upkeepFailed(@org.jboss.logging.annotations.Cause RuntimeException cause);
}
