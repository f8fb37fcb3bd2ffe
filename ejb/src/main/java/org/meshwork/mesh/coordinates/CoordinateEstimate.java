package org.meshwork.mesh.coordinates;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Where this node is, as far as the round trips to peers tell. Threads may call at the same time.
 *
 * <p>Each sample pulls or pushes like a spring whose rest length is the measured time (Vivaldi,
 * section 3). How far, depends on how sure this node is and the peer claims to be.
 */
public final class CoordinateEstimate {
  /** What one sample moves at most, gravity included: in the space and in height together. */
  static final double MAX_MOVE_MILLIS = 50;

  /** Vivaldi's cc and ce. */
  private static final double TIMESTEP = 0.25;

  private static final double ERROR_WEIGHT = 0.25;

  /** Ledlie's rho: at this distance from the origin, gravity is one millisecond a sample. */
  private static final double GRAVITY_MILLIS = 512;

  private static final double MAX_GRAVITY_MILLIS = 10;
  private static final double MAX_FORCE_MILLIS = MAX_MOVE_MILLIS - MAX_GRAVITY_MILLIS;
  private static final double MIN_ROUND_TRIP_MILLIS = 0.1;
  private static final Duration MAX_ROUND_TRIP = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private Coordinates here;

  public CoordinateEstimate(RandomGenerator random) {
    this(random, Coordinates.ORIGIN);
  }

  /**
   * @param here where it was when it was stopped
   */
  public CoordinateEstimate(RandomGenerator random, Coordinates here) {
    this.random = random;
    this.here = here;
  }

  public synchronized Coordinates coordinates() {
    return here;
  }

  /**
   * Moves a little, so that the estimate fits the sample better.
   *
   * @param roundTrip as measured, best after a {@link RoundTripFilter}
   * @param peer where the peer says it is
   * @return whether the sample was used: a time that is not positive, or beyond ten seconds, is not
   */
  public synchronized boolean observe(Duration roundTrip, Coordinates peer) {
    if (roundTrip.isNegative() || roundTrip.isZero() || roundTrip.compareTo(MAX_ROUND_TRIP) > 0) {
      return false;
    }
    double measured = Math.max(MIN_ROUND_TRIP_MILLIS, roundTrip.toNanos() / 1e6);
    double estimated = here.estimatedMillis(peer);
    double weight = here.error() / (here.error() + peer.error());
    double sampleError = Math.abs(estimated - measured) / measured;
    double share = ERROR_WEIGHT * weight;
    double error = sampleError * share + here.error() * (1 - share);
    move(Step.away(here, peer, random), TIMESTEP * weight * (measured - estimated), error);
    return true;
  }

  private void move(Step direction, double wanted, double error) {
    double force = Math.max(-MAX_FORCE_MILLIS, Math.min(wanted, MAX_FORCE_MILLIS));
    double gravity = gravity();
    here =
        Coordinates.clamped(
            here.x() + direction.x() * force - here.x() * gravity,
            here.y() + direction.y() * force - here.y() * gravity,
            here.z() + direction.z() * force - here.z() * gravity,
            here.height() + direction.height() * force,
            error);
  }

  /** The part of the way to the origin that this node falls back. */
  private double gravity() {
    double distance = here.planeDistance(Coordinates.ORIGIN);
    double fall = Math.min(MAX_GRAVITY_MILLIS, square(distance / GRAVITY_MILLIS));
    return distance > 0 ? Math.min(1, fall / distance) : 0;
  }

  private static double square(double figure) {
    return figure * figure;
  }
}
