package org.meshwork.mesh.descriptor;

import jakarta.json.JsonArray;
import jakarta.json.JsonConfig;
import jakarta.json.JsonConfig.KeyStrategy;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of a JSON object that a peer has sent. One that is missing where it is needed, or of
 * another type, is a {@link DescriptorUnreadable}.
 */
final class Members {
  private static final int MAX_DEPTH = 16;
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final JsonReaderFactory READERS =
      JSON.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, KeyStrategy.NONE));

  private final JsonObject json;

  private Members(JsonObject json) {
    this.json = json;
  }

  static Members parse(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      checkDepth(text);
      try (JsonReader reader = READERS.createReader(new StringReader(text))) {
        return new Members(reader.readObject());
      }
    } catch (CharacterCodingException e) {
      throw new DescriptorUnreadable("no UTF-8", e);
    } catch (DescriptorUnreadable e) {
      throw e;
    } catch (RuntimeException e) {
      // JSON-P has JsonException, but its implementations raise others, too, at limits of their
      // own.
      throw new DescriptorUnreadable("no JSON object", e);
    }
  }

  /** Reading into objects is recursive, and the stack is not ours to give away; this is not. */
  private static void checkDepth(String text) {
    try (JsonParser parser = JSON.createParser(new StringReader(text))) {
      int depth = 0;
      while (parser.hasNext()) {
        switch (parser.next()) {
          case START_OBJECT, START_ARRAY -> depth++;
          case END_OBJECT, END_ARRAY -> depth--;
          default -> {}
        }
        if (depth > MAX_DEPTH) {
          throw new DescriptorUnreadable("JSON nested too deep");
        }
      }
    }
  }

  private <T extends JsonValue> Optional<T> member(String name, Class<T> type) {
    JsonValue value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw new DescriptorUnreadable(name + " is of another type");
    }
    return Optional.of(type.cast(value));
  }

  private static <T> T present(String name, Optional<T> member) {
    return member.orElseThrow(() -> new DescriptorUnreadable(name + " is missing"));
  }

  /** Raises ArithmeticException if it has a fraction, or more digits than a long. */
  long whole(String name) {
    return present(name, member(name, JsonNumber.class)).longValueExact();
  }

  double number(String name) {
    return present(name, member(name, JsonNumber.class)).doubleValue();
  }

  OptionalDouble optionalNumber(String name) {
    return member(name, JsonNumber.class)
        .map(it -> OptionalDouble.of(it.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  String text(String name) {
    return present(name, optionalText(name));
  }

  Optional<String> optionalText(String name) {
    return member(name, JsonString.class).map(JsonString::getString);
  }

  Members object(String name) {
    return present(name, optionalObject(name));
  }

  Optional<Members> optionalObject(String name) {
    return member(name, JsonObject.class).map(Members::new);
  }

  <T> Set<T> texts(String name, int max, Function<String, T> mapping) {
    JsonArray array = present(name, member(name, JsonArray.class));
    if (array.size() > max) {
      throw new DescriptorUnreadable("too many " + name);
    }
    Set<T> values = new HashSet<>();
    for (JsonValue value : array) {
      if (!(value instanceof JsonString text)) {
        throw new DescriptorUnreadable(name + " are not all texts");
      }
      values.add(mapping.apply(text.getString()));
    }
    return values;
  }
}
