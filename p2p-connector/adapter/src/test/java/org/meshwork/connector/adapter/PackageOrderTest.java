package org.meshwork.connector.adapter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the adapter's packages may know of each other. */
@AnalyzeClasses(packages = "org.meshwork.connector", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {
  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.meshwork.connector.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule bothDirectionsStandAlone =
      noClasses()
          .that()
          .resideInAPackage("..inbound..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..outbound..");

  @ArchTest
  static final ArchRule administrationStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("..administration..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..inbound..", "..outbound..");

  @ArchTest
  static final ArchRule applicationsSeeNothingOfLibp2p =
      noClasses()
          .that()
          .resideInAPackage("org.meshwork.connector")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.meshwork.connector.adapter..", "org.meshwork.libp2p..");
}
