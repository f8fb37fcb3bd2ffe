package org.meshwork.libp2p;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages stand in one order, in plain Java, and ask nobody for time, chance or threads. */
@AnalyzeClasses(packages = "org.meshwork.libp2p", importOptions = DoNotIncludeTests.class)
class FeatureOrderTest {
  @ArchTest
  static final ArchRule packagesImportOnlyThoseBefore =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("multiformats")
          .definedBy("org.meshwork.libp2p.multiformats..")
          .layer("protobuf")
          .definedBy("org.meshwork.libp2p.protobuf..")
          .layer("crypto")
          .definedBy("org.meshwork.libp2p.crypto..")
          .layer("peer")
          .definedBy("org.meshwork.libp2p.peer..")
          .layer("record")
          .definedBy("org.meshwork.libp2p.record..")
          .whereLayer("record")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("peer")
          .mayOnlyBeAccessedByLayers("record")
          .whereLayer("crypto")
          .mayOnlyBeAccessedByLayers("peer", "record")
          .whereLayer("protobuf")
          .mayOnlyBeAccessedByLayers("crypto", "peer", "record");

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
      noClasses().should().callConstructor(java.security.SecureRandom.class);

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
