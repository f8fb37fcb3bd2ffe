package org.meshwork.web.mesh;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.mesh.descriptor.Capabilities;
import org.meshwork.mesh.descriptor.CapabilityDescriptor;
import org.meshwork.mesh.descriptor.FreeCapacity;
import org.meshwork.mesh.descriptor.Region;
import org.meshwork.mesh.peers.Peer;

@Schema(
    name = "Peer",
    description = "A peer that this node knows.",
    requiredProperties = {"peer", "state", "lastSeenAt"})
public record PeerBody(
    @Schema(description = "Its peer id.") String peer,
    @Schema(enumeration = {"connected", "known", "unreachable", "blocked"}) String state,
    Instant lastSeenAt,
    @Schema(description = "Milliseconds there and back, as last measured.")
        Optional<Double> roundTripMillis,
    @Schema(description = "What it last said of itself, while that holds.")
        Optional<DescriptorBody> descriptor) {

  @Schema(
      name = "CapabilityDescriptor",
      description = "What a node says of itself, signed by it.",
      requiredProperties = {
        "sequence",
        "issuedAt",
        "expiresAt",
        "skills",
        "models",
        "acceptedLabels",
        "addresses",
        "softwareVersion",
        "queueLength",
        "cores",
        "freeHeapMebibytes"
      })
  public record DescriptorBody(
      long sequence,
      Instant issuedAt,
      Instant expiresAt,
      List<String> skills,
      List<String> models,
      @Schema(description = "Labels of data that may be sent to it.") List<String> acceptedLabels,
      List<String> addresses,
      Optional<String> region,
      String softwareVersion,
      @Schema(description = "Tasks that wait there.") int queueLength,
      int cores,
      int freeHeapMebibytes,
      Optional<String> gpu) {
    static DescriptorBody of(CapabilityDescriptor it) {
      Capabilities can = it.capabilities();
      FreeCapacity room = can.capacity();
      return new DescriptorBody(
          it.sequence(),
          it.issuedAt(),
          it.expiresAt(),
          sorted(can.skills()),
          sorted(can.models()),
          sorted(can.accepted()),
          sorted(can.addresses()),
          can.region().map(Region::value),
          can.softwareVersion(),
          room.queueLength(),
          room.cores(),
          room.freeHeapMebibytes(),
          room.gpu());
    }

    private static List<String> sorted(Set<?> values) {
      return values.stream().map(Object::toString).sorted().toList();
    }
  }

  static PeerBody of(Peer it) {
    return new PeerBody(
        it.name().id(),
        it.state().name().toLowerCase(Locale.ROOT),
        it.lastSeen(),
        it.roundTrip().map(time -> time.toNanos() / 1e6),
        it.descriptor().map(DescriptorBody::of));
  }
}
