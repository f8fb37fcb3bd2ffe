package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StartIT {
  @Test
  void startsAgainAfterAKill() {
    try (NodeServer server = NodeServer.make("start", Map.of()).start()) {
      server.kill();
      server.start();

      assertThat(server.log()).contains("MESH00100").contains("0 migrations applied now");
    }
  }

  @Test
  void refusesADatabaseWithoutPgvectorAndSaysWhatToDo() {
    try (NodeServer server = NodeServer.make("without-pgvector", Map.of())) {
      server.database().execute("drop extension vector");

      server.startRefused();

      assertThat(server.log()).contains("CREATE EXTENSION vector");
    }
  }
}
