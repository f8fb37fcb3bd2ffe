package org.meshwork.documents.ingestion;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of ingestion. */
@ApplicationScoped
class IngestionSettingsSource {
  /** A wrong setting fails the deployment, not the first ingestion. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
    settings();
  }

  @Inject private Config config;

  /** Not a normal scope: a record can't be proxied. */
  @Produces
  @Singleton
  IngestionSettings settings() {
    return IngestionSettings.read(Settings.of(config), Runtime.getRuntime().availableProcessors());
  }
}
