package org.meshwork.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The OpenAPI document of a running node, and whether an answer is one that it describes. */
final class ApiDescriptionUnderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  /** One method of one address. */
  record Operation(String id, String method, String path, Pattern address) {}

  private final JsonNode document;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  ApiDescriptionUnderTest(String openApi) {
    document = parse(openApi);
    closeSchemas();
    document.get("paths").fields().forEachRemaining(path -> add(path.getKey(), path.getValue()));
  }

  Set<String> operationIds() {
    return new TreeSet<>(operations.keySet());
  }

  Operation operation(String id) {
    return operations.get(id);
  }

  Optional<Operation> find(String method, String path) {
    return operations.values().stream()
        .filter(it -> it.method().equalsIgnoreCase(method))
        .filter(it -> it.address().matcher(path).matches())
        .findFirst();
  }

  /** What an answer has that the description has not; empty when it is as described. */
  List<String> deviations(Operation operation, int status, String contentType, String body) {
    JsonNode response = resolved(node(operation).at("/responses/" + status));
    if (response.isMissingNode()) {
      return List.of("%s does not describe status %d: %s".formatted(operation.id(), status, body));
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode() || content.isEmpty()) {
      return body.isEmpty() ? List.of() : List.of(operation.id() + " describes no body: " + body);
    }
    String mediaType = contentType.replaceFirst(";.*", "");
    JsonNode described = content.path(mediaType);
    if (described.isMissingNode()) {
      return List.of("%s %d does not describe %s".formatted(operation.id(), status, mediaType));
    }
    return mediaType.endsWith("json")
        ? invalid(operation, described.get("schema"), body)
        : List.of();
  }

  private List<String> invalid(Operation operation, JsonNode schema, String body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    JsonSchema validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole);
    List<String> messages = new ArrayList<>();
    for (ValidationMessage message : validator.validate(parse(body))) {
      messages.add("%s: %s in %s".formatted(operation.id(), message.getMessage(), body));
    }
    return messages;
  }

  /** A member that the description does not name is a deviation, other than in problems. */
  private void closeSchemas() {
    document
        .at("/components/schemas")
        .fields()
        .forEachRemaining(
            schema -> {
              if (schema.getValue().has("properties") && !schema.getKey().equals("Problem")) {
                ((ObjectNode) schema.getValue()).put("additionalProperties", false);
              }
            });
  }

  private void add(String path, JsonNode item) {
    item.fields()
        .forEachRemaining(
            it -> {
              if (METHODS.contains(it.getKey())) {
                String id = it.getValue().path("operationId").asText();
                operations.put(id, new Operation(id, it.getKey(), path, address(path)));
              }
            });
  }

  private static Pattern address(String path) {
    return Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
  }

  private JsonNode node(Operation operation) {
    return document.get("paths").get(operation.path()).get(operation.method());
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : document.at(reference.asText().substring(1));
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }
}
