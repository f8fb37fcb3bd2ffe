package org.meshwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.meshwork.bench.Results.Section;

class ResultsTest {
  @Test
  void replacesItsOwnSectionOnly() {
    String old = "# T\n\n## A\n\nold a\n\n## B\n\nold b\n";
    assertThat(Results.replaced(old, "A", "## A\n\nnew a\n"))
        .isEqualTo("# T\n\n## A\n\nnew a\n\n## B\n\nold b\n");
    assertThat(Results.replaced(old, "B", "## B\n\nnew b\n"))
        .isEqualTo("# T\n\n## A\n\nold a\n\n## B\n\nnew b\n");
    assertThat(Results.replaced(old, "C", "## C\n")).isEqualTo(old + "\n## C\n");
  }

  @Test
  void saysWhetherATargetIsMet() {
    Section section = new Section("A", "run");
    section.row("speed", "7", "≥ 6", true);
    section.row("memory", "9", "≤ 6", false);
    assertThat(section.text("a machine"))
        .contains("| speed | 7 | ≥ 6 | yes |", "| memory | 9 | ≤ 6 | **no** |", "a machine");
  }

  @Test
  void writesNumbersAsPeopleReadThem() {
    assertThat(Results.number(1234.5)).isEqualTo("1,235");
    assertThat(Results.number(0.98765)).isEqualTo("0.988");
    assertThat(Results.number(42.123)).isEqualTo("42.1");
  }
}
