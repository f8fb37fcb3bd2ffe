package org.meshwork.documents.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of searches. */
@ApplicationScoped
class SearchSettingsSource {
  @Inject private Config config;

  /** A wrong setting fails the deployment, not the first search. */
  void readAtStart(@Observes @Initialized(ApplicationScoped.class) Object started) {
    settings();
  }

  @Produces
  @Singleton
  SearchSettings settings() {
    return SearchSettings.from(Settings.of(config));
  }
}
