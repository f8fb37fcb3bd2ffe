package org.meshwork.models;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.util.OptionalInt;

/** The bodies of OpenAI's {@code POST /v1/embeddings}. */
final class EmbeddingApi {
  private EmbeddingApi() {}

  static String request(ModelId model, String text) {
    return Json.createObjectBuilder()
        .add("model", model.value())
        .add("input", text)
        .add("encoding_format", "float")
        .build()
        .toString();
  }

  /**
   * What came back.
   *
   * @param tokens of the text as that server counted them, where it says so
   */
  record Answer(float[] vector, OptionalInt tokens) {}

  /**
   * Reads an answer to one text.
   *
   * @throws IllegalArgumentException when it is not what the API promises, or has not that many
   *     finite numbers
   */
  static Answer answer(byte[] body, int dimension) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
      JsonObject root = reader.readObject();
      JsonArray data = root.getJsonArray("data");
      if (data == null || data.size() != 1) {
        throw new IllegalArgumentException("it does not hold exactly one vector");
      }
      return new Answer(
          vector(data.getJsonObject(0).getJsonArray("embedding"), dimension), tokens(root));
    } catch (JsonException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("it is not an answer of that API", e);
    }
  }

  private static float[] vector(JsonArray numbers, int dimension) {
    if (numbers.size() != dimension) {
      throw new IllegalArgumentException(
          "its vector has %d elements instead of %d".formatted(numbers.size(), dimension));
    }
    float[] vector = new float[dimension];
    boolean zero = true;
    for (int i = 0; i < dimension; i++) {
      vector[i] = numbers.getJsonNumber(i).numberValue().floatValue();
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException("its vector has an element that is not finite");
      }
      zero &= vector[i] == 0;
    }
    if (zero) {
      throw new IllegalArgumentException("its vector has no direction");
    }
    return vector;
  }

  private static OptionalInt tokens(JsonObject root) {
    if (root.get("usage") instanceof JsonObject usage
        && usage.get("prompt_tokens") instanceof JsonNumber tokens) {
      return OptionalInt.of(tokens.intValue());
    }
    return OptionalInt.empty();
  }
}
