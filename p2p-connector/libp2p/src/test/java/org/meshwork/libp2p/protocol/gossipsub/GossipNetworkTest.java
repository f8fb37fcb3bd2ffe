package org.meshwork.libp2p.protocol.gossipsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.multiformats.Bytes;

/** Many nodes in virtual time; more by {@code -Dlibp2p.gossip.nodes=1000}. */
class GossipNetworkTest {
  private static final int NODES = Integer.getInteger("libp2p.gossip.nodes", 200);
  private static final Duration FIVE_HEARTBEATS = Duration.ofSeconds(5);

  @Test
  void reachesEverybodyWithinOneHeartbeat() {
    GossipNetwork network = new GossipNetwork(NODES, 0, 10);
    network.pass(Duration.ofSeconds(5));
    assertThat(network.largestMesh()).isLessThanOrEqualTo(14);
    Bytes message = network.publish("hello");
    Duration published = network.now();
    network.pass(Duration.ofSeconds(2));
    assertThat(network.heard(message, published.plusSeconds(1))).isEqualTo(1);
  }

  @Test
  void reachesNearlyAllWithinFiveHeartbeatsThoughAFifthIsHostile() {
    GossipNetwork network = new GossipNetwork(NODES, 0.2, 10);
    network.pass(Duration.ofSeconds(5));
    List<Double> heard = new ArrayList<>();
    for (int number = 0; number < 10; number++) {
      Bytes message = network.publish("message " + number);
      Duration published = network.now();
      network.pass(Duration.ofSeconds(6));
      heard.add(network.heard(message, published.plus(FIVE_HEARTBEATS)));
    }
    assertThat(heard).allMatch(share -> share >= 0.99);
  }
}
