package org.meshwork.web.events;

import java.time.Duration;
import org.meshwork.foundation.Settings;

/**
 * Settings of event streams.
 *
 * @param heartbeat {@code meshwork.events.heartbeat}: how often a silent stream says that it is
 *     there, which is also how soon a client that has gone is noticed (PT15S)
 */
record EventSettings(Duration heartbeat) {
  static EventSettings from(Settings settings) {
    return new EventSettings(
        settings.duration(
            "meshwork.events.heartbeat",
            Duration.ofSeconds(15),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5)));
  }
}
