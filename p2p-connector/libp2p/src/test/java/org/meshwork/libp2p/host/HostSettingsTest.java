package org.meshwork.libp2p.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.ping.PingSettings;

class HostSettingsTest {
  private static final HostSettings GOOD = HostSettings.DEFAULT;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void assertNames(String name, ThrowingCallable making) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(making)
        .withMessageStartingWith(name);
  }

  @Test
  void namesTheValueThatIsOutOfRange() {
    assertNames("agentVersion", () -> GOOD.withAgentVersion(""));
    assertNames("agentVersion", () -> GOOD.withAgentVersion("x".repeat(129)));
    assertNames("negotiationTimeout", () -> GOOD.withInboundNegotiations(Duration.ofMillis(9), 1));
    assertNames("maxInboundNegotiations", () -> GOOD.withInboundNegotiations(SECOND, 0));
    assertNames("dialTimeout", () -> GOOD.withDials(Duration.ofMinutes(11), 1, 1));
    assertNames("maxDials", () -> GOOD.withDials(SECOND, 0, 1));
    assertNames("maxDialAddresses", () -> GOOD.withDials(SECOND, 1, 1_025));
    assertNames("maxConnections", () -> GOOD.withConnections(0, 1));
    assertNames("maxConnectionsPerPeer", () -> GOOD.withConnections(1, 0));
    assertNames("highWater", () -> GOOD.connections().withWater(0, 0, SECOND));
    assertNames("lowWater", () -> GOOD.connections().withWater(8, 7, SECOND));
    assertNames("grace", () -> GOOD.connections().withWater(1, 7, Duration.ofHours(2)));
    assertNames("dialStagger", () -> GOOD.dials().withStagger(Duration.ZERO));
    assertNames("firstPause", () -> GOOD.dials().withPauses(Duration.ZERO, SECOND));
    assertNames("maxPause", () -> GOOD.dials().withPauses(SECOND, Duration.ofMillis(1)));
  }

  @Test
  void namesTheValueOfAProtocolThatIsOutOfRange() {
    assertNames("timeout", () -> new PingSettings(Duration.ZERO, 1, 1));
    assertNames("maxInboundStreams", () -> new PingSettings(SECOND, 0, 1));
    assertNames("maxWaiting", () -> new PingSettings(SECOND, 1, 0));
    assertNames("protocolVersion", () -> new IdentifySettings("x".repeat(129), SECOND, SECOND));
    assertNames("timeout", () -> new IdentifySettings("x", Duration.ZERO, SECOND));
    assertNames("pushDelay", () -> new IdentifySettings("x", SECOND, Duration.ofMillis(-1)));
  }

  @Test
  void changesOnlyWhatItIsToldTo() {
    HostSettings other = GOOD.withAgentVersion("x").withConnections(3, 2);
    assertThat(other.agentVersion()).isEqualTo("x");
    assertThat(other.connections().max()).isEqualTo(3);
    assertThat(other.connections().highWater()).isEqualTo(3);
    assertThat(other.withAgentVersion(GOOD.agentVersion()).withConnections(GOOD.connections()))
        .isEqualTo(GOOD);
  }
}
