package org.meshwork.foundation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one place that reads the machine's clock; everything else has a {@link Clock} injected. */
@ApplicationScoped
class TimeSource {
  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
