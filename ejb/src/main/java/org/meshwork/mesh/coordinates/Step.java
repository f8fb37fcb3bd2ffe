package org.meshwork.mesh.coordinates;

import java.util.random.RandomGenerator;

/**
 * A direction of length one, where the length of a vector with a height is that of its plane part
 * plus the height (Vivaldi, section 5.4).
 */
record Step(double x, double y, double z, double height) {
  private static final double SAME_PLACE_MILLIS = 1e-6;

  /** From the peer to here; a random one for the plane if both are in the same place. */
  static Step away(Coordinates here, Coordinates peer, RandomGenerator random) {
    double plane = here.planeDistance(peer);
    double length = plane + here.height() + peer.height();
    double height = (here.height() + peer.height()) / length;
    if (plane < SAME_PLACE_MILLIS) {
      return anywhere(random);
    }
    return new Step(
        (here.x() - peer.x()) / length,
        (here.y() - peer.y()) / length,
        (here.z() - peer.z()) / length,
        height);
  }

  private static Step anywhere(RandomGenerator random) {
    double x = random.nextGaussian();
    double y = random.nextGaussian();
    double z = random.nextGaussian();
    double length = Math.sqrt(x * x + y * y + z * z);
    return length > 0 ? new Step(x / length, y / length, z / length, 0) : new Step(1, 0, 0, 0);
  }
}
