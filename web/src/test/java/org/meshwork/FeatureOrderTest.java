package org.meshwork;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The features stand in one order, and nothing goes round in circles. Here, because this module
 * sees the classes of all that is in the EAR.
 */
@AnalyzeClasses(packages = "org.meshwork", importOptions = DoNotIncludeTests.class)
class FeatureOrderTest {
  private static final List<String> FEATURES =
      Stream.of(
              "connector",
              "foundation",
              "identity",
              "mesh.descriptor",
              "mesh.coordinates",
              "mesh.peers",
              "mesh.link",
              "mesh.offer",
              "mesh.exchange",
              "mesh.measurement",
              "mesh.membership",
              "tasks",
              "models",
              "documents.content",
              "documents.parsing",
              "documents.chunking",
              "documents.collections",
              "documents.ingestion",
              "documents.search")
          .map(FeatureOrderTest::packages)
          .toList();

  /** Each uses the features, and not the others. */
  private static final List<String> USERS =
      Stream.of("batch", "web").map(FeatureOrderTest::packages).toList();

  private static final String HEALTH = packages("health");

  private static String packages(String feature) {
    return "org.meshwork." + feature + "..";
  }

  private static String[] array(Stream<String> packages) {
    return packages.toArray(String[]::new);
  }

  @ArchTest
  static void featuresImportOnlyThoseBefore(JavaClasses classes) {
    for (int place = 0; place < FEATURES.size(); place++) {
      Stream<String> later = FEATURES.stream().skip(place + 1L);
      mayNotImport(FEATURES.get(place), Stream.concat(later, USERS.stream())).check(classes);
    }
  }

  @ArchTest
  static void usersOfTheFeaturesDoNotImportEachOther(JavaClasses classes) {
    for (String user : USERS) {
      mayNotImport(user, USERS.stream().filter(it -> !it.equals(user))).check(classes);
    }
  }

  @ArchTest
  static final ArchRule healthKnowsNothingAboutTheNode =
      mayNotImport(HEALTH, Stream.concat(FEATURES.stream(), USERS.stream()));

  @ArchTest
  static final ArchRule everyClassHasItsPlace =
      classes()
          .should()
          .resideInAnyPackage(
              array(
                  Stream.of(
                          FEATURES,
                          USERS,
                          List.of(HEALTH, "org.meshwork.mesh", "org.meshwork.documents"))
                      .flatMap(List::stream)));

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.meshwork.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyWebKnowsHttp =
      noClasses()
          .that()
          .resideOutsideOfPackage(packages("web"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.ws.rs..");

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

  private static ArchRule mayNotImport(String importer, Stream<String> imported) {
    return noClasses()
        .that()
        .resideInAPackage(importer)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(array(imported));
  }
}
