package org.meshwork.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** What the server answered, as it was sent; {@link #as} reads the part that is shown to people. */
public record Answer(JsonNode json) {
  public <T> T as(Class<T> type) {
    try {
      T value = Json.read(json, type);
      if (value == null) {
        throw Failure.misunderstood(
            "an empty document where a " + type.getSimpleName() + " was expected");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Failure.misunderstood(e.getOriginalMessage());
    }
  }
}
