package org.meshwork.connector;

import jakarta.resource.Referenceable;
import java.io.Serializable;

/** The mesh, as the server's applications see it. In JNDI; any thread may use it. */
public interface MeshConnectionFactory extends Serializable, Referenceable {
  /**
   * A connection out of the pool, to be closed soon; waits for one as long as the pool is told to.
   *
   * @throws MeshFailed {@code TOO_MUCH} if none is free, {@code STOPPED}
   */
  MeshConnection connect();
}
