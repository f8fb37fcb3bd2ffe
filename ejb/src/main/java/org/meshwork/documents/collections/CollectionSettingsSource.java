package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of collections. */
@ApplicationScoped
class CollectionSettingsSource {
  @Inject private Config config;

  @Produces
  @Singleton
  CollectionSettings settings() {
    return CollectionSettings.from(Settings.of(config));
  }
}
