package org.meshwork.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void reportsTheGaugesOfTheNodeThatIsDeployed() {
    Meters before = new Meters(registry);
    List<String> gone = List.of("one");
    before.gauge("meshwork.things", gone, List::size, "kind", "open");
    before.forgetGauges();

    List<String> here = List.of("one", "two");
    new Meters(registry).gauge("meshwork.things", here, List::size, "kind", "open");

    assertThat(registry.get("meshwork.things").tag("kind", "open").gauge().value()).isEqualTo(2);
  }

  @Test
  void leavesTheGaugesOfOthersAlone() {
    List<String> theirs = List.of("one");
    registry.gauge("others.things", theirs, List::size);
    Meters ours = new Meters(registry);
    ours.gauge("meshwork.things", List.of(), List::size);

    ours.forgetGauges();

    assertThat(registry.find("meshwork.things").gauges()).isEmpty();
    assertThat(registry.get("others.things").gauge().value()).isEqualTo(1);
  }
}
