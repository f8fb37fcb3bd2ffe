package org.meshwork.documents.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;

class SearchFilterTest {
  @Test
  void takesADateForTheWholeDay() {
    assertThat(created("2024-02-29").createdFrom()).hasValue(Instant.parse("2024-02-29T00:00:00Z"));
    assertThat(created("2024-02-29").createdTo())
        .hasValue(Instant.parse("2024-02-29T23:59:59.999999Z"));
    assertThat(created("2024-02-29T08:00:00+02:00").createdTo())
        .hasValue(Instant.parse("2024-02-29T06:00:00Z"));
  }

  @Test
  void takesTheFirstDayAndTheLast() {
    assertThat(created("0001-01-01").createdFrom()).isPresent();
    assertThat(created("9999-12-31").createdTo()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "+999999999-12-31",
        "+300000-01-01",
        "-9999-01-01",
        "0000-12-31",
        "+10000-01-01",
        "+999999999-12-31T23:59:59-18:00",
        "2024-01-01T08:00:00"
      })
  void refusesWhatIsNoDateOfTheYearsOneToNineThousand(String text) {
    assertThatThrownBy(() -> SearchFilter.parse(null, null, null, null, text, null))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("filter.createdFrom");
    assertThatThrownBy(() -> SearchFilter.parse(null, null, null, null, null, text))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("filter.createdTo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nul \u0000", "half a pair \uD800"})
  void refusesTextThatNoDocumentCanHave(String text) {
    assertThatThrownBy(() -> SearchFilter.parse(null, null, text, null, null, null))
        .isInstanceOf(InputRejected.class);
    assertThatThrownBy(() -> SearchFilter.parse(null, null, null, text, null, null))
        .isInstanceOf(InputRejected.class);
  }

  private static SearchFilter created(String date) {
    return SearchFilter.parse(null, null, null, null, date, date);
  }
}
