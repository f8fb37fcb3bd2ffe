package org.meshwork.mesh.link;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshConnectionFactory;

/** What the server's resource adapter has bound. */
@ApplicationScoped
class MeshLink {
  /** As the server knows the adapter that message-driven beans are bound to. */
  private static final String ADMINISTRATION = "java:/mesh/Administration";

  private static final String FACTORY = "java:/mesh/ConnectionFactory";

  @Resource(lookup = ADMINISTRATION)
  private MeshAdministration administration;

  @Resource(lookup = FACTORY)
  private MeshConnectionFactory factory;

  @Produces
  MeshAdministration administration() {
    return administration;
  }

  @Produces
  MeshConnectionFactory factory() {
    return factory;
  }
}
