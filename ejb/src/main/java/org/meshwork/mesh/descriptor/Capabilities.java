package org.meshwork.mesh.descriptor;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.meshwork.connector.SkillName;

/**
 * What a node can do, how much room it has, where it is, and which data it accepts.
 *
 * @param skills at most 256
 * @param models at most 64
 * @param coordinates empty until it has measured some
 * @param accepted labels of data that may be sent to it, at most 64
 * @param addresses where it can be reached, at most 16
 * @param softwareVersion 1 to 64 characters
 */
public record Capabilities(
    Set<SkillName> skills,
    Set<ModelName> models,
    FreeCapacity capacity,
    Optional<Region> region,
    Optional<StatedCoordinates> coordinates,
    Energy energy,
    Set<DataLabel> accepted,
    Set<NodeAddress> addresses,
    String softwareVersion) {
  public static final int MAX_SKILLS = 256;
  public static final int MAX_MODELS = 64;
  public static final int MAX_LABELS = 64;
  public static final int MAX_ADDRESSES = 16;

  private static final int MAX_VERSION_LENGTH = 64;

  /**
   * @throws IllegalArgumentException if there are too many of something, or the version is none
   */
  public Capabilities {
    skills = atMost(MAX_SKILLS, "skills", skills);
    models = atMost(MAX_MODELS, "models", models);
    accepted = atMost(MAX_LABELS, "labels", accepted);
    addresses = atMost(MAX_ADDRESSES, "addresses", addresses);
    Objects.requireNonNull(capacity);
    Objects.requireNonNull(region);
    Objects.requireNonNull(coordinates);
    Objects.requireNonNull(energy);
    PlainText.require("a software version", softwareVersion, MAX_VERSION_LENGTH);
  }

  private static <T> Set<T> atMost(int max, String what, Set<T> values) {
    if (values.size() > max) {
      throw new IllegalArgumentException("a node has at most %d %s".formatted(max, what));
    }
    return Set.copyOf(values);
  }

  /** Whether peers should hear of it before the next refresh. */
  boolean differNotablyFrom(Capabilities other) {
    return !skills.equals(other.skills)
        || !models.equals(other.models)
        || !accepted.equals(other.accepted)
        || !addresses.equals(other.addresses)
        || !region.equals(other.region)
        || !softwareVersion.equals(other.softwareVersion)
        || capacity.differsNotablyFrom(other.capacity)
        || haveMovedNotablySince(other);
  }

  private boolean haveMovedNotablySince(Capabilities other) {
    if (coordinates.isEmpty() || other.coordinates.isEmpty()) {
      return coordinates.isPresent() != other.coordinates.isPresent();
    }
    return coordinates.get().differNotablyFrom(other.coordinates.get());
  }
}
