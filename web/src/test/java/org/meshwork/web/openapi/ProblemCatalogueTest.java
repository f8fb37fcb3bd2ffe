package org.meshwork.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.ProblemType;
import org.meshwork.web.problem.WebProblems;

class ProblemCatalogueTest {
  /** What stops a deployment or stays between two beans never reaches a client. */
  private static final Set<String> INTERNAL =
      Set.of("database-unfit", "setting-rejected", "lease-lost");

  @Test
  void listsEveryProblemThatTheCodeDeclares() {
    Set<String> declared =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.meshwork")
                .stream()
                .flatMap(ProblemCatalogueTest::types)
                .map(ProblemType::slug)
                .filter(slug -> !INTERNAL.contains(slug))
                .collect(Collectors.toSet());

    assertThat(slugs(ProblemCatalogue.all())).containsAll(declared).hasSizeGreaterThan(30);
  }

  @Test
  void givesEverySlugOnce() {
    assertThat(ProblemCatalogue.all()).extracting(ProblemType::slug).doesNotHaveDuplicates();
  }

  @Test
  void namesOfEveryTypeThatIsAnsweredTheOperationsThatDo() {
    Set<ProblemType> ofNoOperation =
        Set.of(WebProblems.NOT_FOUND, WebProblems.METHOD, WebProblems.REFUSED);

    assertThat(Stream.concat(OperationProblems.all(), ofNoOperation.stream()))
        .containsExactlyInAnyOrderElementsOf(ProblemCatalogue.ANSWERED);
  }

  private static Stream<ProblemType> types(JavaClass declaring) {
    if (declaring.isEnum() && declaring.tryGetMethod("type").isPresent()) {
      return Arrays.stream(declaring.reflect().getEnumConstants())
          .map(ProblemCatalogueTest::typeOf);
    }
    return declaring.getFields().stream()
        .filter(it -> it.getRawType().isEquivalentTo(ProblemType.class))
        .filter(it -> it.getModifiers().contains(JavaModifier.STATIC))
        .map(ProblemCatalogueTest::value);
  }

  private static ProblemType typeOf(Object constant) {
    try {
      Method type = constant.getClass().getMethod("type");
      return (ProblemType) type.invoke(constant);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static ProblemType value(JavaField field) {
    try {
      Field reflected = field.reflect();
      reflected.setAccessible(true);
      return (ProblemType) reflected.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> slugs(List<ProblemType> types) {
    return types.stream().map(ProblemType::slug).collect(Collectors.toSet());
  }
}
