package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Reads the settings of collections. */
@ApplicationScoped
class CollectionSettingsSource {
  @Inject private Config config;

  @Produces
  @Singleton
  CollectionSettings settings() {
    return CollectionSettings.read(key -> config.getOptionalValue(key, String.class));
  }
}
