package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The EAR as it is shipped: each class once, and none that the server provides. */
class EarContentIT {
  private static final Path EAR = Path.of("target", "meshwork.ear");

  private static final List<String> OF_THE_SERVER =
      List.of(
          "jakarta/",
          "javax/",
          "org/jboss/",
          "org/wildfly/",
          "org/jberet/",
          "org/eclipse/",
          "org/slf4j/",
          "org/apache/log4j/",
          "org/apache/logging/",
          "org/apache/commons/logging/",
          "org/postgresql/",
          "org/bouncycastle/",
          "io/micrometer/",
          "com/fasterxml/",
          "io/netty/",
          "org/conscrypt/",
          "org/meshwork/libp2p/",
          "ai/onnxruntime/",
          "dev/langchain4j/");

  /** A module's, and no deployment's: plug-ins see the same. */
  private static final String API = "org/meshwork/connector/MeshConnection.class";

  @Test
  void hasEachClassOnce() throws IOException {
    Map<String, List<String>> holders = classes();
    assertThat(holders)
        .containsKey("org/meshwork/foundation/SchemaMigration.class")
        .containsKey("org/meshwork/connector/adapter/MeshResourceAdapter.class")
        .doesNotContainKey(API);

    holders.values().removeIf(archives -> archives.size() == 1);

    assertThat(holders).isEmpty();
  }

  @Test
  void hasNoClassThatTheServerProvides() throws IOException {
    assertThat(classes().keySet())
        .filteredOn(name -> OF_THE_SERVER.stream().anyMatch(name::startsWith))
        .isEmpty();
  }

  /** The archives that hold each class. */
  private static Map<String, List<String>> classes() throws IOException {
    Map<String, List<String>> holders = new TreeMap<>();
    try (InputStream ear = Files.newInputStream(EAR)) {
      read("meshwork.ear", ear, holders);
    }
    return holders;
  }

  private static void read(String archive, InputStream bytes, Map<String, List<String>> holders)
      throws IOException {
    ZipInputStream entries = new ZipInputStream(bytes);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      String name = entry.getName();
      if (Stream.of(".jar", ".war", ".rar").anyMatch(name::endsWith)) {
        read(name, entries, holders);
      } else if (isClass(name)) {
        holders
            .computeIfAbsent(name.replaceFirst("^WEB-INF/classes/", ""), key -> new ArrayList<>())
            .add(archive);
      }
    }
  }

  /** Neither a module's descriptor nor a variant for another Java, which every archive may have. */
  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/");
  }
}
