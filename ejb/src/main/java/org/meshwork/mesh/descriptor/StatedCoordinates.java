package org.meshwork.mesh.descriptor;

/**
 * Where a node says it is in the space of round-trip times: finite figures, and nothing else is
 * sure about them. All but the error in milliseconds.
 *
 * @param height time between the node and the space
 * @param error how wrong the node believes them to be, relative to a round trip
 */
public record StatedCoordinates(double x, double y, double z, double height, double error) {
  private static final double NOTABLE_MILLIS = 5;

  /**
   * @throws IllegalArgumentException if a figure is not finite
   */
  public StatedCoordinates {
    // Adding zero makes a negative zero a plain one, which JSON keeps.
    x = finite(x) + 0.0;
    y = finite(y) + 0.0;
    z = finite(z) + 0.0;
    height = finite(height) + 0.0;
    error = finite(error) + 0.0;
  }

  private static double finite(double figure) {
    if (!Double.isFinite(figure)) {
      throw new IllegalArgumentException("coordinates are finite");
    }
    return figure;
  }

  /** Whether they are so far apart that estimates change for it; drift is not worth a message. */
  boolean differNotablyFrom(StatedCoordinates other) {
    double plane = Math.sqrt(square(x - other.x) + square(y - other.y) + square(z - other.z));
    return plane + Math.abs(height - other.height) > NOTABLE_MILLIS;
  }

  private static double square(double figure) {
    return figure * figure;
  }
}
