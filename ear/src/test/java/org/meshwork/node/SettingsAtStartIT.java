package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting that can't be used stops the deployment, not the first request that needs it. */
class SettingsAtStartIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "meshwork.search.ef",
        "meshwork.ingestion.max-uploads",
        "meshwork.events.heartbeat"
      })
  void refusesTheDeploymentAndNamesTheKey(String key) {
    String name = "wrong-" + key.replaceAll("[^a-z]", "-");
    try (NodeServer server = NodeServer.make(name, Map.of(key, "nonsense"))) {
      server.startRefused();

      assertThat(server.log()).contains("The setting " + key + " is \"nonsense\"");
    }
  }
}
