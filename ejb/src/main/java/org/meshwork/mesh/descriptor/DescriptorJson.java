package org.meshwork.mesh.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Set;
import org.meshwork.foundation.JsonText;

/** Descriptors as JSON. Members that are not known are ignored; adding one needs no new version. */
final class DescriptorJson {
  /** What an envelope of libp2p has room for. */
  static final int MAX_BYTES = 16_000;

  private static final int VERSION = 1;

  private DescriptorJson() {}

  /**
   * @throws DescriptorTooLarge if it has more than 16,000 bytes
   */
  static byte[] encode(CapabilityDescriptor descriptor) {
    byte[] bytes = object(descriptor).build().toString().getBytes(UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new DescriptorTooLarge(bytes.length, MAX_BYTES);
    }
    return bytes;
  }

  private static JsonObjectBuilder object(CapabilityDescriptor descriptor) {
    JsonObjectBuilder json =
        JsonText.object()
            .add("version", VERSION)
            .add("peer", descriptor.peer().id())
            .add("sequence", descriptor.sequence())
            .add("issuedAtMillis", descriptor.issuedAt().toEpochMilli())
            .add("ttlMillis", descriptor.ttl().toMillis());
    addCapabilities(json, descriptor.capabilities());
    return json;
  }

  private static void addCapabilities(JsonObjectBuilder json, Capabilities capabilities) {
    json.add("softwareVersion", capabilities.softwareVersion())
        .add("skills", array(capabilities.skills()))
        .add("models", array(capabilities.models()))
        .add("accepted", array(capabilities.accepted()))
        .add("addresses", array(capabilities.addresses()))
        .add("capacity", object(capabilities.capacity()));
    capabilities.region().ifPresent(it -> json.add("region", it.value()));
    capabilities.coordinates().ifPresent(it -> json.add("coordinates", object(it)));
    if (capabilities.energy().isKnown()) {
      json.add("energy", object(capabilities.energy()));
    }
  }

  /** In one order, so that equal descriptors are equal bytes. */
  private static JsonArrayBuilder array(Set<?> values) {
    JsonArrayBuilder json = JsonText.array();
    values.stream().map(Object::toString).sorted().forEach(json::add);
    return json;
  }

  private static JsonObjectBuilder object(FreeCapacity capacity) {
    JsonObjectBuilder json =
        JsonText.object()
            .add("queueLength", capacity.queueLength())
            .add("cores", capacity.cores())
            .add("freeHeapMebibytes", capacity.freeHeapMebibytes());
    capacity.gpu().ifPresent(it -> json.add("gpu", it));
    return json;
  }

  private static JsonObjectBuilder object(StatedCoordinates coordinates) {
    return JsonText.object()
        .add("x", coordinates.x())
        .add("y", coordinates.y())
        .add("z", coordinates.z())
        .add("height", coordinates.height())
        .add("error", coordinates.error());
  }

  private static JsonObjectBuilder object(Energy energy) {
    JsonObjectBuilder json = JsonText.object();
    energy.watts().ifPresent(it -> json.add("watts", it));
    energy
        .gramsOfCarbonDioxidePerKilowattHour()
        .ifPresent(it -> json.add("gramsOfCarbonDioxidePerKilowattHour", it));
    return json;
  }

  /**
   * @throws DescriptorUnreadable whatever is wrong with the bytes
   */
  static CapabilityDescriptor decode(byte[] bytes) {
    Members members = Members.parse(bytes);
    try {
      if (members.whole("version") != VERSION) {
        throw new DescriptorUnreadable("a descriptor of another version");
      }
      return DescriptorMembers.descriptor(members);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DescriptorUnreadable("a descriptor with a value out of bounds", e);
    }
  }
}
