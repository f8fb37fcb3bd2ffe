package org.meshwork.foundation;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Whether the server is suspended, or about to be, as it is when it stops. It then lets nothing new
 * begin, and stops all batch jobs by the same call as its console does.
 */
@ApplicationScoped
public class ServerState {
  private static final String SERVER = "jboss.as:management-root=server";
  private static final String ATTRIBUTE = "suspendState";
  private static final String RUNNING = "RUNNING";

  /** Outside a server, false. */
  public boolean isGoingDown() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName server = new ObjectName(SERVER);
      return beans.isRegistered(server) && !RUNNING.equals(beans.getAttribute(server, ATTRIBUTE));
    } catch (JMException | RuntimeException e) {
      FoundationLog.LOG.debugf(e, "The server does not tell its state any more");
      return true;
    }
  }
}
