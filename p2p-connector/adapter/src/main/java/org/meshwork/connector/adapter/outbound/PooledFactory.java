package org.meshwork.connector.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAllocationException;
import javax.naming.Reference;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshConnectionFactory;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;

/** What applications find in JNDI. */
final class PooledFactory implements MeshConnectionFactory {
  private static final long serialVersionUID = 1L;

  private final ManagedConnectionFactory factory;
  private final ConnectionManager pool;
  private Reference reference;

  PooledFactory(ManagedConnectionFactory factory, ConnectionManager pool) {
    this.factory = factory;
    this.pool = pool;
  }

  @Override
  public MeshConnection connect() {
    try {
      return (MeshConnection) pool.allocateConnection(factory, null);
    } catch (ResourceAllocationException e) {
      throw new MeshFailed(
          Reason.TOO_MUCH, "no connection is free: close each soon, or enlarge the pool", e);
    } catch (ResourceException e) {
      throw new MeshFailed(Reason.STOPPED, "the pool gives no connection: " + e.getMessage(), e);
    }
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public Reference getReference() {
    return reference;
  }
}
