package org.meshwork.documents.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.meshwork.documents.search.SearchHit.Highlight;

class MarkingTest {
  @Test
  void countsPlacesWithoutTheMarks() {
    assertThat(Marking.ranges("a \uE000bc\uE001 \uE000\uD834\uDD1E\uE001", 7))
        .containsExactly(new Highlight(2, 4), new Highlight(5, 7));
  }

  @Test
  void trustsNoPlaceWhenTextIsMissing() {
    assertThat(Marking.ranges("a \uE000bc\uE001", 5)).isEmpty();
  }
}
