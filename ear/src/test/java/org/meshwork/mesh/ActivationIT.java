package org.meshwork.mesh;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.mesh.refused.Bare;
import org.meshwork.mesh.refused.Misspelt;

/** A bean that can't be listened to is not deployed, and the administrator reads why. */
@ExtendWith(MeshNodes.class)
class ActivationIT {
  private final MeshNode node;

  ActivationIT(MeshNode node) {
    this.node = node;
  }

  private static JavaArchive bare(String name, Map<String, String> properties) {
    String config =
        properties.entrySet().stream()
            .map(
                it ->
                    """
                    <activation-config-property>
                      <activation-config-property-name>%s</activation-config-property-name>
                      <activation-config-property-value>%s</activation-config-property-value>
                    </activation-config-property>"""
                        .formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining());
    String descriptor =
        """
        <ejb-jar xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0">
          <enterprise-beans>
            <message-driven>
              <ejb-name>Bare</ejb-name>
              <activation-config>%s</activation-config>
            </message-driven>
          </enterprise-beans>
        </ejb-jar>"""
            .formatted(config);
    return ShrinkWrap.create(JavaArchive.class, name)
        .addClass(Bare.class)
        .addAsManifestResource(new StringAsset(descriptor), "ejb-jar.xml")
        .setManifest(new StringAsset("Dependencies: org.meshwork.connector\n"));
  }

  private void assertRefused(Map<String, String> properties, String reason) {
    assertThatThrownBy(() -> node.deploy(bare("refused.jar", properties)).close())
        .isInstanceOf(Management.OperationFailed.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "skill, Nothing like it",
    "maxConcurrency, 0",
    "maxConcurrency, 1025",
    "maxConcurrency, many",
    "maxFrame, 0",
    "maxFrame, 4194305"
  })
  void isRefusedForAPropertyThatIsNamed(String name, String value) {
    Map<String, String> others = name.equals("skill") ? Map.of() : Map.of("skill", "test.bare/1");
    Map<String, String> all = new HashMap<>(others);
    all.put(name, value);
    assertRefused(all, name);
  }

  @Test
  void isRefusedForAPropertyThatNobodyKnows() {
    JavaArchive archive =
        ShrinkWrap.create(JavaArchive.class, "misspelt.jar")
            .addClass(Misspelt.class)
            .setManifest(new StringAsset("Dependencies: org.meshwork.connector\n"));
    assertThatThrownBy(() -> node.deploy(archive).close())
        .isInstanceOf(Management.OperationFailed.class)
        .hasMessageContaining("maxConcurency");
  }

  @Test
  void isRefusedWithoutASkill() {
    assertRefused(Map.of("maxFrame", "100"), "skill");
  }

  @Test
  void isRefusedForASkillThatIsListenedToAlready() {
    try (MeshNode.Deployed first = node.deploy(bare("first.jar", Map.of("skill", "test.bare/1")))) {
      assertRefused(Map.of("skill", "test.bare/1"), "test.bare/1");
    }
  }
}
