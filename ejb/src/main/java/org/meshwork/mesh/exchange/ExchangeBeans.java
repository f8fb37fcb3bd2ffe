package org.meshwork.mesh.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.meshwork.foundation.Settings;
import org.meshwork.mesh.peers.PeerTable;

/** What plain classes of the feature are in the server. */
@ApplicationScoped
class ExchangeBeans {
  @Inject private Config config;

  /** Not a normal scope: a record can't be proxied. */
  @Produces
  @Singleton
  ExchangeSettings settings() {
    return ExchangeSettings.read(Settings.of(config));
  }

  @Produces
  @Singleton
  PeerTable table(Clock clock) {
    return new PeerTable(clock, PeerTable.DEFAULT_MAX_PEERS);
  }
}
