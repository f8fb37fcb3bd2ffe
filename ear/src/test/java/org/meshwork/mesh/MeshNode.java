package org.meshwork.mesh;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.shrinkwrap.api.Archive;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.pnet.PreSharedKey;
import org.meshwork.node.NodeServer;

/** A node in a server of the tests' own, as administrators and plain peers see it. */
final class MeshNode implements AutoCloseable {
  static final String EAR = "meshwork.ear";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final NodeServer server;
  private final Management management;

  private MeshNode(NodeServer server) {
    this.server = server;
    this.management = new Management(server.managementUrl());
  }

  static MeshNode start() {
    NodeServer server = NodeServer.make("mesh", Map.of());
    try {
      return new MeshNode(server.start());
    } catch (RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  NodeServer server() {
    return server;
  }

  Management management() {
    return management;
  }

  /** The file that administrators take from site to site. */
  Path networkKeyFile() {
    return server.folder().resolve("configuration/meshwork-network.key");
  }

  PreSharedKey networkKey() {
    try {
      return PreSharedKey.decode(Bytes.of(Files.readAllBytes(networkKeyFile())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PeerId id() {
    return PeerId.parse(management.statistic("PeerId"));
  }

  /** Where it listens now, with its id; another port after each start of the adapter. */
  Multiaddr address() {
    String listening = management.statistic("ListenAddresses").split(",")[0];
    return Multiaddr.parse(listening + "/p2p/" + id());
  }

  /** A host outside the server, in the same private network and connected. */
  PlainPeer peer() {
    PlainPeer peer = PlainPeer.start(networkKey());
    try {
      peer.connect(address());
      return peer;
    } catch (RuntimeException | Error e) {
      peer.close();
      throw e;
    }
  }

  Deployed deploy(Archive<?> archive) {
    management.deploy(archive);
    return new Deployed(archive.getName());
  }

  void awaitMesh() {
    await("the mesh of " + server.folder())
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> !management.statistic("PeerId").isEmpty());
  }

  @Override
  public void close() {
    management.close();
    server.close();
  }

  /** What a test has deployed, for as long as it needs it. */
  final class Deployed implements AutoCloseable {
    private final String name;

    private Deployed(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      management.undeploy(name);
    }
  }
}
