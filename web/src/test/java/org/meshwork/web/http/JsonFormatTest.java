package org.meshwork.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.foundation.InputRejected;

class JsonFormatTest {
  private final Jsonb jsonb = JsonFormat.jsonb();

  public record Written(Optional<String> absent, Optional<Instant> at, List<String> names) {}

  public record Read(String query, Integer k) {}

  @Test
  void leavesOutWhatIsAbsentAndWritesTimesInIso8601() {
    Instant at = Instant.parse("2026-01-31T08:00:00Z");

    String json = jsonb.toJson(new Written(Optional.empty(), Optional.of(at), List.of("a")));

    assertThat(json).isEqualTo("{\"at\":\"2026-01-31T08:00:00Z\",\"names\":[\"a\"]}");
  }

  @Test
  void readsRecordsWithoutTheirOptionalMembers() {
    assertThat(jsonb.fromJson("{\"query\":\"q\"}", Read.class)).isEqualTo(new Read("q", null));
    assertThat(jsonb.fromJson("{\"query\":\"q\",\"k\":7}", Read.class)).isEqualTo(new Read("q", 7));
  }

  @Test
  void refusesMembersItDoesNotKnow() {
    assertThatThrownBy(() -> jsonb.fromJson("{\"query\":\"q\",\"filtr\":{}}", Read.class))
        .isInstanceOf(JsonbException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10000000000", "2.9", "1e400000000", "-99999999999", "\"7\"", "1e-400000000"})
  void refusesNumbersThatAreNotWholeOrTooLarge(String number) {
    assertThatThrownBy(() -> jsonb.fromJson("{\"k\":" + number + "}", Read.class))
        .hasRootCauseInstanceOf(InputRejected.class);
  }

  @Test
  void acceptsWholeNumbersHoweverWritten() {
    assertThat(jsonb.fromJson("{\"k\":1e1}", Read.class)).isEqualTo(new Read(null, 10));
    assertThat(jsonb.fromJson("{\"k\":2147483647}", Read.class))
        .isEqualTo(new Read(null, Integer.MAX_VALUE));
  }
}
