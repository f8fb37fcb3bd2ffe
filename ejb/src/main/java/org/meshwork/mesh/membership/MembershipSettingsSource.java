package org.meshwork.mesh.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of membership. */
@ApplicationScoped
class MembershipSettingsSource {
  @Inject private Config config;

  /** Not a normal scope: a record can't be proxied. */
  @Produces
  @Singleton
  MembershipSettings settings() {
    return MembershipSettings.read(Settings.of(config));
  }
}
