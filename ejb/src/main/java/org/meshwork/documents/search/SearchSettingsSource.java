package org.meshwork.documents.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of searches. */
@ApplicationScoped
class SearchSettingsSource {
  @Inject private Config config;

  @Produces
  @Singleton
  SearchSettings settings() {
    return SearchSettings.from(Settings.of(config));
  }
}
