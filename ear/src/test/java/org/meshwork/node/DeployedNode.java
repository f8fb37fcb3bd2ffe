package org.meshwork.node;

import java.io.File;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * For tests of the EAR as it is shipped, on the server that Arquillian starts once for all of them.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public abstract class DeployedNode {
  protected static final String URL =
      "http://127.0.0.1:" + System.getProperty("meshwork.test.http.port");
  protected static final String MANAGEMENT_URL =
      "http://127.0.0.1:" + System.getProperty("meshwork.test.management.port");

  @Deployment(testable = false)
  public static EnterpriseArchive ear() {
    return ShrinkWrap.createFromZipFile(
        EnterpriseArchive.class, new File("target", "meshwork.ear"));
  }

  protected static NodeApi as(String user) {
    return new NodeApi(URL, user);
  }
}
