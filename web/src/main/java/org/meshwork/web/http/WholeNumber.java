package org.meshwork.web.http;

import jakarta.json.bind.serializer.DeserializationContext;
import jakarta.json.bind.serializer.JsonbDeserializer;
import jakarta.json.stream.JsonParser;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.meshwork.foundation.InputRejected;

/** The server's own would make 1410065408 of 10000000000, and 2 of 2.9. */
final class WholeNumber implements JsonbDeserializer<Integer> {
  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context, Type type) {
    try {
      BigDecimal number = parser.getBigDecimal();
      if (Math.abs((long) number.precision() - number.scale()) <= Integer.SIZE) {
        return number.intValueExact();
      }
    } catch (ArithmeticException | IllegalStateException e) {
      throw notWhole();
    }
    throw notWhole();
  }

  private static InputRejected notWhole() {
    return new InputRejected(
        "body", "A number in the body must be a whole one between -2^31 and 2^31 - 1.");
  }
}
