package org.meshwork.libp2p;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The packages stand in one order, in plain Java, and ask nobody for time, chance or threads. */
@AnalyzeClasses(packages = "org.meshwork.libp2p", importOptions = DoNotIncludeTests.class)
class FeatureOrderTest {
  /** First to last; each may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "multiformats",
          "protobuf",
          "crypto",
          "peer",
          "record",
          "peerstore",
          "connection",
          "negotiation",
          "security",
          "muxer",
          "transport",
          "host",
          "protocol",
          "discovery",
          "simulation",
          "node");

  @ArchTest
  static void packagesImportOnlyThoseBefore(JavaClasses classes) {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later =
          ORDER.subList(i + 1, ORDER.size()).stream()
              .map(FeatureOrderTest::contents)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(contents(ORDER.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static void everyPackageHasItsPlace(JavaClasses classes) {
    classes()
        .that()
        .haveSimpleNameNotEndingWith("package-info")
        .should()
        .resideInAnyPackage(ORDER.stream().map(FeatureOrderTest::contents).toArray(String[]::new))
        .check(classes);
  }

  private static String contents(String feature) {
    return "org.meshwork.libp2p." + feature + "..";
  }

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.meshwork.libp2p.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule plainJava =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta..", "javax.ejb..");

  @ArchTest
  static final ArchRule bouncyCastleOnlyForKeys =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.meshwork.libp2p.crypto..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule timeIsGiven =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule chanceIsGiven =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.meshwork.libp2p.simulation.SeededRandom")
          .should()
          .callConstructor(java.security.SecureRandom.class);

  @ArchTest
  static final ArchRule threadsAreGiven =
      noClasses()
          .should()
          .callConstructor(Thread.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");
}
