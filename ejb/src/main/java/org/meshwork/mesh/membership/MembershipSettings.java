package org.meshwork.mesh.membership;

import java.time.Duration;
import java.util.Locale;
import org.meshwork.foundation.SettingRejected;
import org.meshwork.foundation.Settings;

/**
 * How this node keeps to its peers.
 *
 * @param dials whom it dials of its own accord
 * @param upkeep between two looks at who is there
 * @param peers that it wants to be connected to; more may connect
 */
record MembershipSettings(Dials dials, Duration upkeep, int peers) {
  /** Whom a node dials of its own accord. */
  enum Dials {
    /** The adapter's bootstrap peers alone. */
    CONFIGURED,
    /** Also whoever it has met, and members that others tell of. */
    LEARNED
  }

  static final String DIALS = "meshwork.mesh.dials";
  static final String UPKEEP = "meshwork.mesh.upkeep-interval";
  static final String PEERS = "meshwork.mesh.peers";

  static MembershipSettings read(Settings settings) {
    return new MembershipSettings(
        settings.text(DIALS).map(MembershipSettings::dials).orElse(Dials.LEARNED),
        settings.duration(
            UPKEEP, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMinutes(1)),
        settings.integer(PEERS, 32, 0, 10_000));
  }

  private static Dials dials(String value) {
    for (Dials each : Dials.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    throw new SettingRejected(DIALS, value, "configured or learned");
  }
}
