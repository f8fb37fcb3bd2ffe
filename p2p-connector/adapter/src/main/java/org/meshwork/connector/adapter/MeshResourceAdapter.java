package org.meshwork.connector.adapter;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import java.io.Serializable;
import java.util.Optional;
import javax.transaction.xa.XAResource;
import org.jboss.jca.core.spi.statistics.Statistics;
import org.jboss.jca.core.spi.statistics.StatisticsPlugin;
import org.jboss.logging.Logger;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.adapter.calls.NodeAccess;
import org.meshwork.connector.adapter.inbound.ListenerActivation;
import org.meshwork.libp2p.host.gate.AccessList;
import org.meshwork.libp2p.node.Node;

/** Starts a host of the mesh with the server, and stops it with it. */
@Connector(
    displayName = "Meshwork",
    description = "The mesh: libp2p for applications of the server",
    vendorName = "Meshwork",
    eisType = "libp2p",
    version = "1.0")
public class MeshResourceAdapter extends ConsoleProperties
    implements ResourceAdapter, Statistics, NodeAccess, Serializable {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = Logger.getLogger(MeshResourceAdapter.class);

  private transient RunningNode running;

  @Override
  public synchronized void start(BootstrapContext server) throws ResourceAdapterInternalException {
    AdapterProperties properties = new AdapterProperties(this);
    try {
      running = RunningNode.start(properties, properties.key(), server);
    } catch (PropertyRejected rejected) {
      throw new ResourceAdapterInternalException(rejected.getMessage(), rejected);
    } catch (WorkException | RuntimeException e) {
      throw new ResourceAdapterInternalException("the mesh does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.stop();
      running = null;
    }
  }

  @Override
  public Node node() {
    return running().node();
  }

  @Override
  public AccessList gate() {
    return running().gate();
  }

  private RunningNode running() {
    return current()
        .orElseThrow(
            () -> new MeshFailed(Reason.STOPPED, "the mesh's resource adapter is stopped"));
  }

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec)
      throws ResourceException {
    if (!(spec instanceof ListenerActivation activation)) {
      throw new NotSupportedException("no listener of this adapter: " + spec);
    }
    if (activation.isRefused()) {
      LOG.debugf("asked again for %s, which was refused", endpoints.getActivationName());
      return;
    }
    activation.validate();
    running().endpoints().activate(endpoints, activation);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
    current().ifPresent(node -> node.endpoints().deactivate(endpoints));
  }

  @Override
  public StatisticsPlugin getStatistics() {
    return new NodeStatistics(this::current);
  }

  private synchronized Optional<RunningNode> current() {
    return Optional.ofNullable(running);
  }

  /** None: nothing of the mesh is in a transaction. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /** Of the server's identity: one bean is one adapter. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
