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
  void takesTheYearsThatTheDatabaseKeeps() {
    SearchFilter filter = between("0001-01-01", "9999-12-31");

    assertThat(filter.createdFrom()).contains(Instant.parse("0001-01-01T00:00:00Z"));
    assertThat(filter.createdTo()).contains(Instant.parse("9999-12-31T23:59:59.999999Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-12-31",
        "-0001-01-01",
        "+10000-01-01",
        "+999999999-12-31",
        "+300000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "yesterday"
      })
  void refusesOtherDates(String date) {
    assertThatThrownBy(() -> between(date, null))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("filter.createdFrom");
    assertThatThrownBy(() -> between(null, date))
        .isInstanceOf(InputRejected.class)
        .hasMessageContaining("filter.createdTo");
  }

  private static SearchFilter between(String from, String to) {
    return SearchFilter.parse(null, null, null, null, from, to);
  }
}
