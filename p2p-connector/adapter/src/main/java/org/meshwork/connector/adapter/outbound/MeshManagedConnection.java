package org.meshwork.connector.adapter.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;

/** One place in the pool: leave to use the node, and nothing that could break. */
final class MeshManagedConnection implements ManagedConnection {
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final Set<ConnectionHandle> handles = ConcurrentHashMap.newKeySet();
  private final MeshCalls calls;
  private PrintWriter log;

  MeshManagedConnection(MeshCalls calls) {
    this.calls = calls;
  }

  MeshCalls calls() {
    return calls;
  }

  @Override
  public Object getConnection(Subject subject, ConnectionRequestInfo info) {
    ConnectionHandle handle = new ConnectionHandle(this);
    handles.add(handle);
    return handle;
  }

  void closed(ConnectionHandle handle) {
    handles.remove(handle);
    ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(handle);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }

  @Override
  public void cleanup() {
    handles.forEach(ConnectionHandle::invalidate);
    handles.clear();
  }

  @Override
  public void destroy() {
    cleanup();
  }

  @Override
  public void associateConnection(Object handle) {
    ConnectionHandle ours = (ConnectionHandle) handle;
    ours.moveTo(this);
    handles.add(ours);
  }

  void gone(ConnectionHandle handle) {
    handles.remove(handle);
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws NotSupportedException {
    throw new NotSupportedException("what went over the wire can't be rolled back");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws NotSupportedException {
    throw new NotSupportedException("what went over the wire can't be rolled back");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new MetaData(calls.self().id());
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    log = writer;
  }

  @Override
  public PrintWriter getLogWriter() {
    return log;
  }

  private record MetaData(String self) implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
      return "libp2p";
    }

    @Override
    public String getEISProductVersion() {
      return "1";
    }

    /** As many as the pool allows. */
    @Override
    public int getMaxConnections() {
      return 0;
    }

    @Override
    public String getUserName() {
      return self;
    }
  }
}
