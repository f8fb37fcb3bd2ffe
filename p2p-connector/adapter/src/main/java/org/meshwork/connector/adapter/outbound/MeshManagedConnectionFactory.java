package org.meshwork.connector.adapter.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshConnectionFactory;
import org.meshwork.connector.adapter.calls.NodeAccess;

/** Makes what the server's pool keeps. */
@ConnectionDefinition(
    connectionFactory = MeshConnectionFactory.class,
    connectionFactoryImpl = PooledFactory.class,
    connection = MeshConnection.class,
    connectionImpl = ConnectionHandle.class)
public class MeshManagedConnectionFactory
    implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private transient ResourceAdapter adapter;
  private transient PrintWriter log;

  @Override
  public Object createConnectionFactory(ConnectionManager pool) {
    return new PooledFactory(this, pool);
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new ResourceException("the mesh is for applications of a server, whose pool bounds them");
  }

  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
    return new MeshManagedConnection(new MeshCalls(((NodeAccess) adapter).node()));
  }

  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public ManagedConnection matchManagedConnections(
      Set free, Subject subject, ConnectionRequestInfo info) {
    for (Object each : free) {
      if (each instanceof MeshManagedConnection connection) {
        return connection;
      }
    }
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    log = writer;
  }

  @Override
  public PrintWriter getLogWriter() {
    return log;
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter newAdapter) {
    adapter = newAdapter;
  }

  /** All are alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MeshManagedConnectionFactory;
  }

  @Override
  public int hashCode() {
    return MeshManagedConnectionFactory.class.hashCode();
  }
}
