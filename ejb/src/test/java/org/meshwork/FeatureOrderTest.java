package org.meshwork;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The features stand in one order, and nothing goes round in circles. */
@AnalyzeClasses(packages = "org.meshwork", importOptions = DoNotIncludeTests.class)
class FeatureOrderTest {
  @ArchTest
  static final ArchRule featuresImportOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("foundation")
          .definedBy("org.meshwork.foundation..")
          .layer("identity")
          .definedBy("org.meshwork.identity..")
          .layer("tasks")
          .definedBy("org.meshwork.tasks..")
          .layer("models")
          .definedBy("org.meshwork.models..")
          .layer("documents")
          .definedBy("org.meshwork.documents..")
          .whereLayer("documents")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("models")
          .mayOnlyBeAccessedByLayers("documents")
          .whereLayer("tasks")
          .mayOnlyBeAccessedByLayers("models", "documents")
          .whereLayer("identity")
          .mayOnlyBeAccessedByLayers("tasks", "models", "documents");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.meshwork.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule foundationKnowsNoHttp =
      noClasses().should().dependOnClassesThat().resideInAPackage("jakarta.ws.rs..");

  @ArchTest
  static final ArchRule threadsComeFromTheServer =
      noClasses()
          .should()
          .callConstructor(Thread.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors");
}
