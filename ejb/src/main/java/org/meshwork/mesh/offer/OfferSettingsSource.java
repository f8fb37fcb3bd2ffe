package org.meshwork.mesh.offer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of what is offered. */
@ApplicationScoped
class OfferSettingsSource {
  @Inject private Config config;

  /** Not a normal scope: a record can't be proxied. */
  @Produces
  @Singleton
  OfferSettings settings() {
    return OfferSettings.read(Settings.of(config));
  }
}
