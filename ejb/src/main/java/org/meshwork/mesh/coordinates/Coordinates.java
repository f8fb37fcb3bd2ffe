package org.meshwork.mesh.coordinates;

import java.time.Duration;
import java.util.Optional;
import org.meshwork.mesh.descriptor.StatedCoordinates;

/**
 * A place that can be calculated with. All but the error in milliseconds.
 *
 * @param height time between the node and the space, 0.1 ms to 10 s
 * @param error expected, relative to a round trip, 0.02 to 1.5
 */
public record Coordinates(double x, double y, double z, double height, double error) {
  static final double MAX_MILLIS = 10_000;
  static final double MIN_HEIGHT_MILLIS = 0.1;
  static final double MIN_ERROR = 0.02;
  static final double MAX_ERROR = 1.5;

  /** Of a node that has measured nothing. */
  public static final Coordinates ORIGIN = new Coordinates(0, 0, 0, MIN_HEIGHT_MILLIS, MAX_ERROR);

  /**
   * @throws IllegalArgumentException if a figure is out of bounds
   */
  public Coordinates {
    if (!isWithin(-MAX_MILLIS, x, MAX_MILLIS)
        || !isWithin(-MAX_MILLIS, y, MAX_MILLIS)
        || !isWithin(-MAX_MILLIS, z, MAX_MILLIS)
        || !isWithin(MIN_HEIGHT_MILLIS, height, MAX_MILLIS)
        || !isWithin(MIN_ERROR, error, MAX_ERROR)) {
      throw new IllegalArgumentException("coordinates out of bounds");
    }
  }

  /** False for what is not a number. */
  private static boolean isWithin(double min, double figure, double max) {
    return figure >= min && figure <= max;
  }

  /** What can be made of a peer's claim: nothing if a figure is beyond ten seconds. */
  public static Optional<Coordinates> of(StatedCoordinates stated) {
    if (Math.abs(stated.x()) > MAX_MILLIS
        || Math.abs(stated.y()) > MAX_MILLIS
        || Math.abs(stated.z()) > MAX_MILLIS
        || Math.abs(stated.height()) > MAX_MILLIS) {
      return Optional.empty();
    }
    return Optional.of(
        clamped(stated.x(), stated.y(), stated.z(), stated.height(), stated.error()));
  }

  /** Of finite figures. */
  static Coordinates clamped(double x, double y, double z, double height, double error) {
    return new Coordinates(
        clamp(-MAX_MILLIS, x, MAX_MILLIS),
        clamp(-MAX_MILLIS, y, MAX_MILLIS),
        clamp(-MAX_MILLIS, z, MAX_MILLIS),
        clamp(MIN_HEIGHT_MILLIS, height, MAX_MILLIS),
        clamp(MIN_ERROR, error, MAX_ERROR));
  }

  private static double clamp(double min, double figure, double max) {
    return Math.max(min, Math.min(figure, max));
  }

  /** To tell peers, to the microsecond: more is noise, and takes room. */
  public StatedCoordinates stated() {
    return new StatedCoordinates(
        rounded(x), rounded(y), rounded(z), rounded(height), rounded(error));
  }

  private static double rounded(double figure) {
    return Math.round(figure * 1_000) / 1_000.0;
  }

  /** How long a message to the other and back takes, as far as the two places tell. */
  public Duration estimatedRoundTrip(Coordinates other) {
    return Duration.ofNanos(Math.round(estimatedMillis(other) * 1_000_000));
  }

  /** The same, cheaper. */
  public double estimatedMillis(Coordinates other) {
    return planeDistance(other) + height + other.height;
  }

  double planeDistance(Coordinates other) {
    double dx = x - other.x;
    double dy = y - other.y;
    double dz = z - other.z;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
