package org.meshwork.tasks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;

/** Reads the settings of tasks. */
@ApplicationScoped
class TaskSettingsSource {
  @Inject private Config config;

  /** Not a normal scope: a record can't be proxied. */
  @Produces
  @Singleton
  TaskSettings settings() {
    return TaskSettings.read(Settings.of(config));
  }
}
