package org.meshwork.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.bind.JsonbException;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.ProcessingException;
import java.io.ByteArrayInputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

class ProblemMappingTest {
  private static final ProblemType BUSY =
      new ProblemType("test-busy", "Busy.", 503, Remedy.RETRY_HERE);

  @Test
  void findsAProblemBehindEjbAndTransaction() {
    Throwable wrapped =
        new EJBException(
            new TransactionalException("rolled back", new InputRejected("k", "k is absurd.")));

    ProblemAnswer answer = ProblemMapping.answer(wrapped);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer))
        .containsEntry("type", Json.createValue("urn:meshwork:problem:input-rejected"))
        .containsEntry("detail", Json.createValue("k is absurd."))
        .containsEntry("field", Json.createValue("k"))
        .containsEntry("remedy", Json.createValue("correct-input"));
  }

  @Test
  void tellsNothingOfWhatNobodyForesaw() {
    ProblemAnswer answer =
        ProblemMapping.answer(new IllegalStateException("select secret from vault"));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(json(answer).toString()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(answer.detail()).contains(json(answer).getString("incident"));
  }

  @Test
  void blamesNobodyElseForJsonThatFailsInTheNode() {
    for (Exception failure :
        List.of(
            new JsonException("a row that can't be read"),
            new JsonbException("an answer that can't be written"),
            new ProcessingException(new JsonException("the same, wrapped")))) {
      assertThat(ProblemMapping.answer(failure).type()).isEqualTo(WebProblems.INTERNAL);
    }
  }

  @Test
  void asksToTryAgainWhenTheDatabaseIsAway() {
    ProblemAnswer answer =
        ProblemMapping.answer(new RuntimeException(new SQLException("gone", "08006")));

    assertThat(answer.type()).isEqualTo(WebProblems.DATABASE);
    assertThat(answer.retryAfter()).hasValue(5);
  }

  @Test
  void isNoMatterOfTheDatabaseWhenAStatementIsWrong() {
    ProblemAnswer answer =
        ProblemMapping.answer(new RuntimeException(new SQLException("syntax", "42601")));

    assertThat(answer.type()).isEqualTo(WebProblems.INTERNAL);
    assertThat(answer.retryAfter()).isEmpty();
  }

  @Test
  void takesTheWaitFromTheProblem() {
    Problem busy = new Busy(Map.of("retryAfterSeconds", 30));

    assertThat(ProblemMapping.answer(busy).retryAfter()).hasValue(30);
  }

  @Test
  void letsNoExtensionReplaceAMemberOfTheStandard() {
    Problem busy = new Busy(Map.of("status", 200, "type", "about:blank"));

    JsonObject json = json(ProblemMapping.answer(busy));

    assertThat(json.getInt("status")).isEqualTo(503);
    assertThat(json.getString("type")).isEqualTo("urn:meshwork:problem:test-busy");
  }

  @Test
  void givesEveryStatusAType() {
    for (int status = 400; status < 600; status++) {
      ProblemAnswer answer = StatusAnswer.of(status, "");

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.detail()).isNotBlank();
    }
  }

  private static JsonObject json(ProblemAnswer answer) {
    return Json.createReader(new ByteArrayInputStream(answer.json())).readObject();
  }

  private static final class Busy extends Problem {
    private static final long serialVersionUID = 1L;

    Busy(Map<String, Object> extensions) {
      super(BUSY, "Busy.", extensions, null);
    }
  }
}
