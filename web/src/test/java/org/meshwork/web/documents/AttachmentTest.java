package org.meshwork.web.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttachmentTest {
  @Test
  void namesTheLastPartOfThePath() {
    assertThat(Attachment.disposition("people/pay.md"))
        .isEqualTo("attachment; filename=\"pay.md\"; filename*=UTF-8''pay.md");
  }

  @Test
  void encodesWhatAHeaderCannotCarry() {
    assertThat(Attachment.disposition("l\u00e9 \"x\";\u4f60.txt"))
        .isEqualTo(
            "attachment; filename=\"l_ _x___.txt\"; filename*=UTF-8''l%C3%A9%20%22x%22%3B%E4%BD%A0.txt");
  }
}
