package org.meshwork.foundation;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/**
 * JSON as rows keep it. Holds on to the provider: the static methods of {@code jakarta.json.Json}
 * look it up at every call, which reads files.
 */
public final class JsonText {
  private static final JsonProvider JSON = JsonProvider.provider();

  private JsonText() {}

  public static JsonObject parse(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  public static JsonObjectBuilder object() {
    return JSON.createObjectBuilder();
  }

  public static JsonArrayBuilder array() {
    return JSON.createArrayBuilder();
  }

  public static JsonObject of(ProblemRecord problem) {
    return object()
        .add("type", problem.type())
        .add("title", problem.title())
        .add("detail", problem.detail())
        .add("remedy", problem.remedy().name())
        .build();
  }

  public static ProblemRecord problem(String text) {
    JsonObject json = parse(text);
    return new ProblemRecord(
        json.getString("type"),
        json.getString("title"),
        json.getString("detail"),
        Remedy.valueOf(json.getString("remedy")));
  }
}
