package org.meshwork.connector.adapter.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.ContentName;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshStream;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;
import org.meshwork.connector.adapter.wire.SkillProtocol;

/** What an application holds until it closes it. */
final class ConnectionHandle implements MeshConnection {
  private final Set<MeshStream> streams = ConcurrentHashMap.newKeySet();
  private volatile MeshManagedConnection managed;

  ConnectionHandle(MeshManagedConnection managed) {
    this.managed = managed;
  }

  void moveTo(MeshManagedConnection other) {
    MeshManagedConnection before = managed;
    managed = other;
    if (before != null) {
      before.gone(this);
    }
  }

  void invalidate() {
    managed = null;
    streams.forEach(MeshStream::close);
    streams.clear();
  }

  private MeshCalls calls() {
    MeshManagedConnection current = managed;
    if (current == null) {
      throw new IllegalStateException("the connection is closed");
    }
    return current.calls();
  }

  @Override
  public PeerName self() {
    return calls().self();
  }

  @Override
  public byte[] request(PeerName peer, String protocol, byte[] payload, Duration timeout) {
    return calls().request(peer, protocol, payload, timeout);
  }

  @Override
  public byte[] call(PeerName peer, SkillName skill, byte[] input, Duration timeout) {
    return request(peer, SkillProtocol.of(skill), input, timeout);
  }

  @Override
  public MeshStream open(PeerName peer, String protocol, Duration timeout) {
    MeshStream stream =
        new BlockingStream(calls().open(peer, protocol, timeout), timeout, streams::remove);
    streams.add(stream);
    return stream;
  }

  @Override
  public void publish(String topic, byte[] message) {
    calls().publish(topic, message);
  }

  @Override
  public int provide(ContentName content, Duration timeout) {
    return calls().provide(content, timeout);
  }

  @Override
  public void withdraw(ContentName content) {
    calls().withdraw(content);
  }

  @Override
  public List<PeerName> find(ContentName content, int max, Duration timeout) {
    return calls().find(content, max, timeout);
  }

  @Override
  public List<ConnectedPeer> peers() {
    return calls().peers();
  }

  @Override
  public void close() {
    MeshManagedConnection current = managed;
    if (current != null) {
      invalidate();
      current.closed(this);
    }
  }
}
