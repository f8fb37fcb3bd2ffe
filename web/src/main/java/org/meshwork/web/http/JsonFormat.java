package org.meshwork.web.http;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.config.PropertyOrderStrategy;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/**
 * How bodies look: what is absent is left out, times are ISO 8601. A member that the operation does
 * not know is refused, so that a misspelt filter does not go unnoticed.
 */
@Provider
public class JsonFormat implements ContextResolver<Jsonb> {
  /** Understood by Yasson, the server's JSON-B. */
  private static final String FAIL_ON_UNKNOWN = "jsonb.fail-on-unknown-properties";

  private static final Jsonb JSONB =
      JsonbBuilder.create(
          new JsonbConfig()
              .withPropertyOrderStrategy(PropertyOrderStrategy.LEXICOGRAPHICAL)
              .withNullValues(false)
              .withDeserializers(new WholeNumber())
              .setProperty(FAIL_ON_UNKNOWN, true));

  /** The same format for what does not pass through JAX-RS, such as events. */
  public static Jsonb jsonb() {
    return JSONB;
  }

  @Override
  public Jsonb getContext(Class<?> type) {
    return JSONB;
  }
}
