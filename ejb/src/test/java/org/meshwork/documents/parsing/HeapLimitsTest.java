package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapLimitsTest {
  @Test
  void readsTheDocumentsOfASmallHeapOneByOne() {
    assertThat(HeapLimits.of(256L << 20).documentsAtOnce()).isEqualTo(1);
    assertThat(HeapLimits.of(512L << 20).documentsAtOnce()).isEqualTo(1);
  }

  @Test
  void readsMoreAtOnceInALargerHeap() {
    assertThat(HeapLimits.of(4L << 30).documentsAtOnce()).isEqualTo(15);
  }

  @Test
  void growsWithTheHeapUpToALimit() {
    assertThat(HeapLimits.of(512L << 20))
        .isEqualTo(new HeapLimits(262_144, 524_288, 1_048_576, 32 << 20, 8 << 20, 1));
    assertThat(HeapLimits.of(64L << 30).nodes()).isEqualTo(500_000);
  }
}
