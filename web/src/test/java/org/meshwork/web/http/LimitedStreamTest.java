package org.meshwork.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.InputRejected;

class LimitedStreamTest {
  private static LimitedStream of(int bytes, long limit) {
    return new LimitedStream(
        new ByteArrayInputStream(new byte[bytes]),
        limit,
        () -> new InputRejected("x", "Too long."));
  }

  @Test
  void givesEverythingUpToTheLimit() throws IOException {
    assertThat(of(100, 100).readAllBytes()).hasSize(100);
  }

  @Test
  void raisesTheProblemBeyondIt() {
    assertThatThrownBy(() -> of(101, 100).readAllBytes()).isInstanceOf(InputRejected.class);
  }

  @Test
  void countsSingleBytesAndSkippedOnesToo() throws IOException {
    LimitedStream stream = of(10, 2);
    stream.read();
    stream.skipNBytes(1);

    assertThatThrownBy(stream::read).isInstanceOf(InputRejected.class);
  }
}
