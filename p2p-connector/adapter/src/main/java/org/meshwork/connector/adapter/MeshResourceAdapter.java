package org.meshwork.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import java.io.Serializable;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.adapter.outbound.NodeAccess;
import org.meshwork.libp2p.node.Node;

/** Starts a host of the mesh with the server, and stops it with it. */
@Connector(
    displayName = "Meshwork",
    description = "The mesh: libp2p for applications of the server",
    vendorName = "Meshwork",
    eisType = "libp2p",
    version = "1.0")
public class MeshResourceAdapter implements ResourceAdapter, NodeAccess, Serializable {
  private static final long serialVersionUID = 1L;

  @ConfigProperty(
      defaultValue = "/ip4/127.0.0.1/tcp/4001",
      description = "Where the node listens: multiaddresses, separated by commas")
  private String listenAddresses = "/ip4/127.0.0.1/tcp/4001";

  @ConfigProperty(
      defaultValue = "",
      description = "Where peers are told that the node is reached, besides where it listens")
  private String announcedAddresses = "";

  @ConfigProperty(
      defaultValue = "",
      description = "Peers that the node stays connected to: multiaddresses that end in /p2p/…")
  private String bootstrapPeers = "";

  @ConfigProperty(
      defaultValue = "",
      confidential = true,
      description =
          "Key of the private network, 64 hexadecimal digits; as ${ENC::…} out of a credential store")
  private String networkKey = "";

  @ConfigProperty(
      defaultValue = "use",
      description = "Relays: off, use where the node is not reached, or serve others as well")
  private String relay = "use";

  @ConfigProperty(
      defaultValue = "auto",
      description =
          "The hash table: off, client, auto (a server where the node is reached), server")
  private String hashTable = "auto";

  @ConfigProperty(
      defaultValue = "",
      description = "Interfaces on which peers are looked for by multicast DNS, such as eth0")
  private String localInterfaces = "";

  @ConfigProperty(
      defaultValue = "",
      description =
          "File of the node's key; made at the first start. Empty: mesh/key.pem in the server's data folder")
  private String keyFile = "";

  private transient RunningNode running;

  @Override
  public synchronized void start(BootstrapContext server) throws ResourceAdapterInternalException {
    AdapterProperties properties = new AdapterProperties(this);
    try {
      running = RunningNode.start(properties, NodeKey.in(keyPath()), server);
    } catch (PropertyRejected rejected) {
      throw new ResourceAdapterInternalException(rejected.getMessage(), rejected);
    } catch (WorkException | RuntimeException e) {
      throw new ResourceAdapterInternalException("the mesh does not start: " + e.getMessage(), e);
    }
  }

  private Path keyPath() {
    return keyFile.isEmpty()
        ? Path.of(System.getProperty("jboss.server.data.dir", "."), "mesh", "key.pem")
        : Path.of(keyFile);
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

  private synchronized RunningNode running() {
    if (running == null) {
      throw new MeshFailed(Reason.STOPPED, "the mesh's resource adapter is stopped");
    }
    return running;
  }

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec)
      throws ResourceException {
    spec.validate();
    running().endpoints().activate(endpoints, spec);
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
    RunningNode current;
    synchronized (this) {
      current = running;
    }
    if (current != null) {
      current.endpoints().deactivate(endpoints);
    }
  }

  /** None: nothing of the mesh is in a transaction. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  public String getListenAddresses() {
    return listenAddresses;
  }

  public void setListenAddresses(String listenAddresses) {
    this.listenAddresses = listenAddresses;
  }

  public String getAnnouncedAddresses() {
    return announcedAddresses;
  }

  public void setAnnouncedAddresses(String announcedAddresses) {
    this.announcedAddresses = announcedAddresses;
  }

  public String getBootstrapPeers() {
    return bootstrapPeers;
  }

  public void setBootstrapPeers(String bootstrapPeers) {
    this.bootstrapPeers = bootstrapPeers;
  }

  public String getNetworkKey() {
    return networkKey;
  }

  public void setNetworkKey(String networkKey) {
    this.networkKey = networkKey;
  }

  public String getRelay() {
    return relay;
  }

  public void setRelay(String relay) {
    this.relay = relay;
  }

  public String getHashTable() {
    return hashTable;
  }

  public void setHashTable(String hashTable) {
    this.hashTable = hashTable;
  }

  public String getLocalInterfaces() {
    return localInterfaces;
  }

  public void setLocalInterfaces(String localInterfaces) {
    this.localInterfaces = localInterfaces;
  }

  public String getKeyFile() {
    return keyFile;
  }

  public void setKeyFile(String keyFile) {
    this.keyFile = keyFile;
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
