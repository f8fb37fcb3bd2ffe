package org.meshwork.mesh.membership;

import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the mesh says to the administrator; ids 600 to 699. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 600, max = 699)
interface MeshLog extends BasicLogger {
  MeshLog LOG =
      Logger.getMessageLogger(
          java.lang.invoke.MethodHandles.lookup(), MeshLog.class, "org.meshwork.mesh");

  @LogMessage(level = Level.INFO)
  @Message(id = 600, value = "This node is %s in the mesh; it listens at %s")
  void nodeIs(String peer, String addresses);

  @LogMessage(level = Level.INFO)
  @Message(id = 601, value = "Connected to %s at %s")
  void connected(String peer, String addresses);

  @LogMessage(level = Level.INFO)
  @Message(id = 602, value = "No longer connected to %s")
  void disconnected(String peer);

  @LogMessage(level = Level.WARN)
  @Message(id = 603, value = "The mesh could not be looked after (%s); this is tried again")
  void upkeepFails(String reason);
}
