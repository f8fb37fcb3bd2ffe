package org.meshwork.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One page of a list and the cursor of the next. */
public record PageView(List<JsonNode> items, Optional<String> next) {
  public <T> List<T> as(Class<T> type) {
    return items.stream().map(item -> new Answer(item).as(type)).toList();
  }
}
