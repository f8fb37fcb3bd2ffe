package org.meshwork.libp2p.protocol.kad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Keeping;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Requests;
import org.meshwork.libp2p.protocol.kad.KademliaSettings.Routing;

class KademliaSettingsTest {
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final Duration NONE = Duration.ZERO;

  private static void assertRefused(String name, Runnable making) {
    assertThatIllegalArgumentException().isThrownBy(making::run).withMessageStartingWith(name);
  }

  @Test
  void isThatOfTheSpecification() {
    KademliaSettings settings = KademliaSettings.DEFAULT;
    assertThat(settings.protocol()).isEqualTo("/ipfs/kad/1.0.0");
    assertThat(settings.routing().k()).isEqualTo(20);
    assertThat(settings.routing().alpha()).isEqualTo(10);
    assertThat(settings.routing().refreshInterval()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.keeping().providerAge()).isEqualTo(Duration.ofHours(48));
    assertThat(settings.keeping().republishInterval()).isEqualTo(Duration.ofHours(22));
    assertThat(settings.keeping().addressAge()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void namesWhatIsOutOfItsRange() {
    assertRefused("protocol", () -> KademliaSettings.DEFAULT.withProtocol("kad"));
    assertRefused("k ", () -> new Routing(65, 1, 1, 1, TIME));
    assertRefused("alpha", () -> new Routing(1, 0, 1, 1, TIME));
    assertRefused("paths", () -> new Routing(20, 3, 4, 1, TIME));
    assertRefused("maxPerSubnet", () -> new Routing(1, 1, 1, 0, TIME));
    assertRefused("refreshInterval", () -> new Routing(1, 1, 1, 1, NONE));
    assertRefused("timeout", () -> new Requests(NONE, TIME, 1, 1));
    assertRefused("lookupTimeout", () -> new Requests(TIME, NONE, 1, 1));
    assertRefused("maxOperations", () -> new Requests(TIME, TIME, 0, 1));
    assertRefused("maxInboundStreams", () -> new Requests(TIME, TIME, 1, 0));
    assertRefused("maxValues", () -> new Keeping(0, 1, 1, 1, TIME, TIME, TIME, TIME));
    assertRefused("maxContents", () -> new Keeping(1, 0, 1, 1, TIME, TIME, TIME, TIME));
    assertRefused("maxProviders", () -> new Keeping(1, 1, 0, 1, TIME, TIME, TIME, TIME));
    assertRefused("maxPublished", () -> new Keeping(1, 1, 1, 0, TIME, TIME, TIME, TIME));
    assertRefused("valueAge", () -> new Keeping(1, 1, 1, 1, NONE, TIME, TIME, TIME));
    assertRefused("providerAge", () -> new Keeping(1, 1, 1, 1, TIME, NONE, TIME, TIME));
    assertRefused("addressAge", () -> new Keeping(1, 1, 1, 1, TIME, TIME, NONE, TIME));
    assertRefused("republishInterval", () -> new Keeping(1, 1, 1, 1, TIME, TIME, TIME, NONE));
  }

  /** A program may make a part before it touches the whole: each class initialises by itself. */
  @ParameterizedTest
  @ValueSource(classes = {Routing.class, Requests.class, Keeping.class, KademliaSettings.class})
  void beginsWithAnyPart(Class<?> part) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(places(), null)) {
      assertThat(Class.forName(part.getName(), true, loader)).isNotSameAs(part);
    }
  }

  private static URL[] places() {
    return Stream.of(KademliaSettings.class, ByteBuf.class)
        .map(one -> one.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }
}
