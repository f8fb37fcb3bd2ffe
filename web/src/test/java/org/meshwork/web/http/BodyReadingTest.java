package org.meshwork.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParsingException;
import jakarta.ws.rs.ProcessingException;
import org.junit.jupiter.api.Test;
import org.meshwork.web.problem.RequestRefused;
import org.meshwork.web.problem.WebProblems;

class BodyReadingTest {
  @Test
  void saysWhereJsonBreaks() {
    RequestRefused refused =
        BodyReading.malformed(
            new ProcessingException(
                new JsonParsingException("Unexpected char 120", new FakeLocation())));

    assertThat(refused.type()).isEqualTo(WebProblems.MALFORMED);
    assertThat(refused.detail()).contains("Unexpected char 120");
  }

  @Test
  void keepsClassNamesToItself() {
    RequestRefused refused =
        BodyReading.malformed(
            new JsonbException("Unable to deserialize class org.meshwork.Secret"));

    assertThat(refused.type()).isEqualTo(WebProblems.MALFORMED);
    assertThat(refused.detail()).doesNotContain("Secret");
  }

  private static final class FakeLocation implements jakarta.json.stream.JsonLocation {
    @Override
    public long getLineNumber() {
      return 1;
    }

    @Override
    public long getColumnNumber() {
      return 2;
    }

    @Override
    public long getStreamOffset() {
      return 1;
    }
  }
}
