package org.meshwork.mesh.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

/** Descriptors for tests, of which they change what matters to them. */
public final class Descriptors {
  public static final Capabilities CAPABILITIES =
      new Capabilities(
          skills("text.chunk/1", "text.embed/2"),
          Set.of(new ModelName("bge-small-en-v1.5")),
          new FreeCapacity(3, 8, 2_048, Optional.of("NVIDIA L4")),
          Optional.of(new Region("eu-west")),
          Optional.of(new StatedCoordinates(12.5, -3.25, 0, 1.5, 0.2)),
          new Energy(OptionalDouble.of(85.5), OptionalDouble.of(240)),
          Set.of(new DataLabel("public"), new DataLabel("region:eu")),
          Set.of(new NodeAddress("/ip4/192.0.2.1/tcp/4001")),
          "0.1.0");

  private Descriptors() {}

  public static Set<SkillName> skills(String... names) {
    return Arrays.stream(names).map(SkillName::parse).collect(Collectors.toUnmodifiableSet());
  }

  public static CapabilityDescriptor descriptor(PeerName peer, long sequence, Instant issuedAt) {
    return descriptor(peer, sequence, issuedAt, CAPABILITIES);
  }

  public static CapabilityDescriptor descriptor(
      PeerName peer, long sequence, Instant issuedAt, Capabilities capabilities) {
    return new CapabilityDescriptor(
        peer, sequence, issuedAt, CapabilityDescriptor.DEFAULT_TTL, capabilities);
  }

  static CapabilityDescriptor living(CapabilityDescriptor descriptor, Duration ttl) {
    return new CapabilityDescriptor(
        descriptor.peer(),
        descriptor.sequence(),
        descriptor.issuedAt(),
        ttl,
        descriptor.capabilities());
  }

  public static Capabilities with(Set<SkillName> skills) {
    return with(skills, CAPABILITIES.capacity(), CAPABILITIES.coordinates());
  }

  public static Capabilities with(FreeCapacity capacity) {
    return with(CAPABILITIES.skills(), capacity, CAPABILITIES.coordinates());
  }

  public static Capabilities with(StatedCoordinates coordinates) {
    return with(CAPABILITIES.skills(), CAPABILITIES.capacity(), Optional.of(coordinates));
  }

  public static Capabilities with(
      Set<SkillName> skills, FreeCapacity capacity, Optional<StatedCoordinates> coordinates) {
    return new Capabilities(
        skills,
        CAPABILITIES.models(),
        capacity,
        CAPABILITIES.region(),
        coordinates,
        CAPABILITIES.energy(),
        CAPABILITIES.accepted(),
        CAPABILITIES.addresses(),
        CAPABILITIES.softwareVersion());
  }
}
