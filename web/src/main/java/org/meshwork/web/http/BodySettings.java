package org.meshwork.web.http;

import java.time.Duration;
import org.meshwork.foundation.Settings;

/**
 * How long a request's body may keep the node waiting. A thread reads it, and the node has a fixed
 * number of them.
 *
 * @param patience {@code meshwork.http.body-patience}: for the body of any request, time in which
 *     the node is busy itself not counted (PT30S)
 * @param bytesPerSecond {@code meshwork.http.min-body-rate}: buys a large body more time (8,192)
 */
record BodySettings(Duration patience, int bytesPerSecond) {
  static BodySettings from(Settings settings) {
    return new BodySettings(
        settings.duration(
            "meshwork.http.body-patience",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10)),
        settings.integer("meshwork.http.min-body-rate", 8_192, 1, 1 << 30));
  }
}
