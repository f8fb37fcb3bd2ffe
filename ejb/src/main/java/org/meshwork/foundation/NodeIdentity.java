package org.meshwork.foundation;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Reads the node's id, or draws one at the first start. */
@ApplicationScoped
class NodeIdentity {
  private NodeId id;

  @PostConstruct
  void load() {
    Path directory =
        Path.of(
            System.getProperty("jboss.server.data.dir", System.getProperty("java.io.tmpdir")),
            "meshwork");
    try {
      id = readOrDraw(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The node's id could not be kept in %s; make it writable.".formatted(directory), e);
    }
    FoundationLog.LOG.nodeIs(id.toString());
  }

  static NodeId readOrDraw(Path directory) throws IOException {
    Path file = directory.resolve("node-id");
    if (Files.exists(file)) {
      return new NodeId(UUID.fromString(Files.readString(file).strip()));
    }
    Files.createDirectories(directory);
    NodeId drawn = new NodeId(UUID.randomUUID());
    Path draft = Files.createTempFile(directory, "node-id", ".new");
    Files.writeString(draft, drawn + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    return drawn;
  }

  @Produces
  @jakarta.inject.Singleton
  NodeId nodeId() {
    return id;
  }
}
