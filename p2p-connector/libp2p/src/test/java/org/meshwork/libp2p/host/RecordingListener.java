package org.meshwork.libp2p.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;

/** Remembers the connections that it heard of. */
final class RecordingListener implements HostListener {
  final List<Connection> connected = new CopyOnWriteArrayList<>();
  final List<Connection> disconnected = new CopyOnWriteArrayList<>();

  @Override
  public void connected(Connection connection) {
    connected.add(connection);
  }

  @Override
  public void disconnected(Connection connection, ConnectionFailed reason) {
    disconnected.add(connection);
  }
}
