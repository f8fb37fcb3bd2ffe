package org.meshwork.mesh.exchange;

import java.time.Duration;
import org.meshwork.foundation.Settings;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.DescriptorIntake;

/**
 * How descriptors go round.
 *
 * @param ttl how long this node's own hold
 * @param clockSkew by which the clocks of peers may be ahead of this node's
 */
public record ExchangeSettings(Duration ttl, Duration clockSkew) {
  static final String TTL = "meshwork.mesh.descriptor-ttl";
  static final String CLOCK_SKEW = "meshwork.mesh.clock-skew";

  static ExchangeSettings read(Settings settings) {
    return new ExchangeSettings(
        settings.duration(
            TTL,
            CapabilityDescriptor.DEFAULT_TTL,
            CapabilityDescriptor.MIN_TTL,
            CapabilityDescriptor.MAX_TTL),
        settings.duration(
            CLOCK_SKEW,
            DescriptorIntake.DEFAULT_TOLERATED_SKEW,
            Duration.ZERO,
            Duration.ofMinutes(10)));
  }
}
