package org.meshwork.mesh.application;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The adapter's statistics as the server's MBean has them. */
final class MeshBean {
  private static final String NAME =
      "jboss.as:subsystem=resource-adapters,resource-adapter=mesh,statistics=extended";

  private MeshBean() {}

  static Object read(String attribute) {
    try {
      return ManagementFactory.getPlatformMBeanServer()
          .getAttribute(new ObjectName(NAME), attribute);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
