package org.meshwork.web.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentsResourceTest {
  @Test
  void readsAStretchWhereNoEndIsGiven() {
    assertThat(DocumentsResource.usualEnd(5)).isEqualTo(100_005);
    assertThat(DocumentsResource.usualEnd(-1)).isEqualTo(100_000);
    assertThat(DocumentsResource.usualEnd(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
  }
}
