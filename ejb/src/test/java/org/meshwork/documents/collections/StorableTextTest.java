package org.meshwork.documents.collections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class StorableTextTest {
  @Test
  void leavesGoodTextAlone() {
    String text = "ünï 日本 \uD83D\uDE00\t\n";

    assertThat(StorableText.of(text)).isSameAs(text);
  }

  @Property
  void keepsEveryPlaceAndSurvivesUtf8(@ForAll @CharRange(from = '\0', to = '\uFFFF') String text) {
    String mended = StorableText.of(text);

    assertThat(mended).hasSameSizeAs(text).doesNotContain("\0");
    assertThat(new String(mended.getBytes(UTF_8), UTF_8)).isEqualTo(mended);
    assertThat(StorableText.accepts(mended)).isTrue();
  }
}
