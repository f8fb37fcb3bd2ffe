package org.meshwork.libp2p.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.discovery.mdns.LoopbackGroup;
import org.meshwork.libp2p.discovery.mdns.Mdns;
import org.meshwork.libp2p.discovery.mdns.MdnsPlace;
import org.meshwork.libp2p.discovery.mdns.MdnsSettings;
import org.meshwork.libp2p.discovery.mdns.Neighbour;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;

/** A host and js-libp2p find each other by multicast DNS, on the loopback interface. */
@ExtendWith(LeakWatch.class)
@EnabledIf("org.meshwork.libp2p.interop.JsPeers#canRun")
class JsMdnsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final TestHosts hosts = new TestHosts();
  private final Host host = hosts.host(1);
  private final Queue<Neighbour> found = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void install() {
    JsPeers.install();
  }

  @AfterEach
  void close() {
    hosts.close();
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void theyFindEachOther() throws Exception {
    MdnsPlace place = LoopbackGroup.place();
    Mdns mdns = new Mdns(host, group.next(), place, MdnsSettings.DEFAULT, new Random(1));
    mdns.addListener(found::add);
    get(mdns.start());
    Map<String, ?> group = Map.of("port", place.group().getPort(), "interval", 1_000);
    try (JsPeer theirs =
        new JsPeer(Map.of("transport", "tcp", "security", "noise", "mdns", group))) {
      JsonNode us = theirs.awaitEvent("discovered", host.id());
      assertThat(us.get("addresses"))
          .hasSize(1)
          .allMatch(address -> address.asText().equals(host.listenAddresses().get(0).toString()));
      await().atMost(PATIENCE).until(() -> !found.isEmpty());
      assertThat(found.element().peer()).isEqualTo(theirs.id());
      assertThat(found.element().addresses())
          .containsExactly(theirs.id().stripFrom(theirs.address()));
      // The peer store knows where.
      assertThat(get(host.connect(theirs.id())).remotePeer()).isEqualTo(theirs.id());
      get(mdns.stop());
    }
  }
}
