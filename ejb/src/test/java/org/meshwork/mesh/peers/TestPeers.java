package org.meshwork.mesh.peers;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.DataLabel;
import org.meshwork.mesh.descriptor.Descriptors;
import org.meshwork.mesh.descriptor.Energy;
import org.meshwork.mesh.descriptor.FreeCapacity;
import org.meshwork.mesh.descriptor.Region;
import org.meshwork.mesh.descriptor.StatedCoordinates;

/** Peers for tests of the table. */
final class TestPeers {
  static final SkillName CHUNK = SkillName.parse("text.chunk/1");
  static final SkillName EMBED = SkillName.parse("text.embed/1");
  static final FreeCapacity ROOM = new FreeCapacity(0, 8, 1_024, Optional.empty());
  static final DataLabel PUBLIC = new DataLabel("public");
  static final DataLabel EU = new DataLabel("region:eu");

  private TestPeers() {}

  static PeerName peer(int number) {
    return new PeerName("12D3KooW%05d".formatted(number));
  }

  static CapabilityDescriptor descriptor(
      PeerName name, long sequence, Instant issuedAt, Capabilities capabilities) {
    return Descriptors.descriptor(name, sequence, issuedAt, capabilities);
  }

  static Capabilities able(Set<SkillName> skills) {
    return able(skills, ROOM, "eu", Set.of(PUBLIC), Optional.empty());
  }

  static Capabilities able(FreeCapacity room) {
    return able(Set.of(CHUNK), room, "eu", Set.of(PUBLIC), Optional.empty());
  }

  static Capabilities able(String region, Set<DataLabel> accepted) {
    return able(Set.of(CHUNK), ROOM, region, accepted, Optional.empty());
  }

  /** So far from the origin, in milliseconds. */
  static Capabilities at(double x) {
    return able(
        Set.of(CHUNK),
        ROOM,
        "eu",
        Set.of(PUBLIC),
        Optional.of(new StatedCoordinates(x, 0, 0, 1, 0.1)));
  }

  static Capabilities able(
      Set<SkillName> skills,
      FreeCapacity room,
      String region,
      Set<DataLabel> accepted,
      Optional<StatedCoordinates> coordinates) {
    return new Capabilities(
        skills,
        Set.of(),
        room,
        Optional.of(region).filter(it -> !it.isEmpty()).map(Region::new),
        coordinates,
        Energy.UNKNOWN,
        accepted,
        Set.of(),
        "0.1.0");
  }
}
