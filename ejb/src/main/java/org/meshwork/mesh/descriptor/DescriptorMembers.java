package org.meshwork.mesh.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

/** Makes a descriptor of its members; raises what the values raise where one is none. */
final class DescriptorMembers {
  private DescriptorMembers() {}

  static CapabilityDescriptor descriptor(Members members) {
    return new CapabilityDescriptor(
        new PeerName(members.text("peer")),
        members.whole("sequence"),
        Instant.ofEpochMilli(members.whole("issuedAtMillis")),
        Duration.ofMillis(members.whole("ttlMillis")),
        capabilities(members));
  }

  private static Capabilities capabilities(Members members) {
    return new Capabilities(
        members.texts("skills", Capabilities.MAX_SKILLS, SkillName::parse),
        members.texts("models", Capabilities.MAX_MODELS, ModelName::new),
        capacity(members.object("capacity")),
        members.optionalText("region").map(Region::new),
        members.optionalObject("coordinates").map(DescriptorMembers::coordinates),
        members.optionalObject("energy").map(DescriptorMembers::energy).orElse(Energy.UNKNOWN),
        members.texts("accepted", Capabilities.MAX_LABELS, DataLabel::new),
        members.texts("addresses", Capabilities.MAX_ADDRESSES, NodeAddress::new),
        members.text("softwareVersion"));
  }

  private static FreeCapacity capacity(Members members) {
    Optional<String> gpu = members.optionalText("gpu");
    return new FreeCapacity(
        Math.toIntExact(members.whole("queueLength")),
        Math.toIntExact(members.whole("cores")),
        Math.toIntExact(members.whole("freeHeapMebibytes")),
        gpu);
  }

  private static StatedCoordinates coordinates(Members members) {
    return new StatedCoordinates(
        members.number("x"),
        members.number("y"),
        members.number("z"),
        members.number("height"),
        members.number("error"));
  }

  private static Energy energy(Members members) {
    return new Energy(
        members.optionalNumber("watts"),
        members.optionalNumber("gramsOfCarbonDioxidePerKilowattHour"));
  }
}
