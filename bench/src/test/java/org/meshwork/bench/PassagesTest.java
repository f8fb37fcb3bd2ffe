package org.meshwork.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.meshwork.bench.Passages.Passage;

class PassagesTest {
  private static final String PAGE =
      """
      <html><body><nav><li><a href="x">Next</a></li></nav>
      <p>The <b>archive</b> is signed by a key that each release has. It is renewed every
      two years &amp; kept apart. Nobody else may use it for anything.</p>
      <pre>int the = 0; // of the code</pre>
      <p>x = 1; y = 2; {z} [3] (4) &lt;5&gt; --</p>
      <ul><li>Packages are removed when they are not needed by the others.</li></ul>
      </body></html>
      """;

  @Test
  void takesSentencesOfProseAndNothingElse() {
    Passages passages = new Passages(100, 100);
    passages.add(7, PAGE);
    assertThat(passages.passages())
        .extracting(Passage::text)
        .containsExactly(
            "The archive is signed by a key that each release has.",
            "It is renewed every two years & kept apart. Nobody else may use it for anything.",
            "Packages are removed when they are not needed by the others.");
    assertThat(passages.passages()).extracting(Passage::page).containsOnly(7);
  }

  @Test
  void takesEachPassageOnce() {
    Passages passages = new Passages(100, 100);
    passages.add(1, "<p>The archive is signed by a key that each release has.</p>");
    passages.add(2, "<p>The archive is signed by a key that each release has.</p>");
    assertThat(passages.passages()).hasSize(1);
  }

  @Test
  void stopsAtTheWantedNumber() {
    Passages passages = new Passages(1, 0);
    passages.add(7, PAGE);
    assertThat(passages.passages()).hasSize(1);
    assertThat(passages.questions()).isEmpty();
  }
}
