package org.meshwork.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.InputRejected;

class TimelyStreamTest {
  private static final BodySettings SETTINGS = new BodySettings(Duration.ofSeconds(30), 1_000);

  private long now;

  @Test
  void refusesABodyThatDribbles() throws IOException {
    InputStream dribble = timely(1, Duration.ofSeconds(10));

    dribble.read();
    dribble.read();
    dribble.read();
    assertThatThrownBy(dribble::read).isInstanceOf(InputRejected.class);
  }

  @Test
  void letsABodyTakeLongThatKeepsMoving() throws IOException {
    InputStream steady = timely(10_000, Duration.ofSeconds(10));
    byte[] buffer = new byte[10_000];

    for (int i = 0; i < 1_000; i++) {
      assertThat(steady.read(buffer, 0, buffer.length)).isEqualTo(buffer.length);
    }
  }

  @Test
  void doesNotCountTheTimeBetweenTwoReads() throws IOException {
    InputStream prompt = timely(1, Duration.ZERO);

    for (int i = 0; i < 100; i++) {
      assertThat(prompt.read()).isPositive();
      now += Duration.ofMinutes(1).toNanos();
    }
  }

  private TimelyStream timely(int bytesPerRead, Duration perRead) {
    InputStream body =
        new InputStream() {
          @Override
          public int read() {
            now += perRead.toNanos();
            return 'x';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            now += perRead.toNanos();
            return Math.min(bytesPerRead, length);
          }
        };
    return new TimelyStream(
        body, SETTINGS, () -> now, () -> new InputRejected("body", "Too slow."));
  }
}
