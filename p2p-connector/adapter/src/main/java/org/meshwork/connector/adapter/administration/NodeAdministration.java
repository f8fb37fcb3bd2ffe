package org.meshwork.connector.adapter.administration;

import static org.meshwork.connector.adapter.calls.Waiting.await;
import static org.meshwork.connector.adapter.calls.Waiting.requireTimeout;

import jakarta.resource.Referenceable;
import jakarta.resource.spi.AdministeredObject;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.Reference;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.NodeStatus;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SignedStatement;
import org.meshwork.connector.adapter.calls.ConnectedPeers;
import org.meshwork.connector.adapter.calls.Names;
import org.meshwork.connector.adapter.calls.NodeAccess;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

/** What is bound in JNDI, for the node that its adapter runs at the time of each call. */
@AdministeredObject(adminObjectInterfaces = MeshAdministration.class)
public class NodeAdministration
    implements MeshAdministration, ResourceAdapterAssociation, Referenceable, Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration SOON = Duration.ofSeconds(10);

  private transient ResourceAdapter adapter;
  private transient Reference reference;

  private NodeAccess access() {
    if (adapter instanceof NodeAccess access) {
      return access;
    }
    throw new MeshFailed(Reason.STOPPED, "this object belongs to no adapter of the mesh");
  }

  private Host host() {
    return access().node().host();
  }

  @Override
  public NodeStatus status() {
    return Statuses.of(access().node());
  }

  @Override
  public List<ConnectedPeer> peers() {
    return ConnectedPeers.of(host());
  }

  @Override
  public PeerName connect(String address, Duration timeout) {
    requireTimeout(timeout);
    Multiaddr to = Names.parsed(() -> Multiaddr.parse(address));
    return Names.peer(await(host().dial(to), timeout).remotePeer());
  }

  @Override
  public void connect(PeerName peer, Duration timeout) {
    requireTimeout(timeout);
    await(host().connect(Names.peer(peer)), timeout);
  }

  @Override
  public void disconnect(PeerName peer) {
    for (Connection connection : host().connections(Names.peer(peer))) {
      await(connection.close(), SOON);
    }
  }

  @Override
  public void block(PeerName peer) {
    access().gate().deny(Names.peer(peer));
    host().reviewConnections();
  }

  @Override
  public void unblock(PeerName peer) {
    access().gate().clear(Names.peer(peer));
  }

  @Override
  public Set<PeerName> blocked() {
    return access().gate().deniedPeers().stream()
        .map(Names::peer)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void learn(PeerName peer, List<String> addresses, Duration timeToLive) {
    List<Multiaddr> read = addresses.stream().flatMap(NodeAdministration::readable).toList();
    host().peerStore().addAddresses(Names.peer(peer), read, timeToLive);
  }

  private static Stream<Multiaddr> readable(String address) {
    try {
      return Stream.of(Multiaddr.parse(address));
    } catch (InputRefused unknown) {
      return Stream.empty();
    }
  }

  @Override
  public List<String> addresses(PeerName peer) {
    return host().peerStore().addresses(Names.peer(peer)).stream()
        .map(Multiaddr::toString)
        .toList();
  }

  @Override
  public Duration ping(PeerName peer, Duration timeout) {
    requireTimeout(timeout);
    PeerId to = Names.peer(peer);
    return await(access().node().ping().ping(to), timeout);
  }

  @Override
  public byte[] sign(String purpose, byte[] statement) {
    return Envelopes.seal(host().key(), purpose, statement);
  }

  @Override
  public SignedStatement open(String purpose, byte[] envelope) {
    return Envelopes.open(purpose, envelope);
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return adapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter newAdapter) {
    adapter = newAdapter;
  }

  @Override
  public Reference getReference() {
    return reference;
  }

  @Override
  public void setReference(Reference newReference) {
    reference = newReference;
  }
}
