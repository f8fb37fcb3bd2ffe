package org.meshwork.mesh.descriptor;

import java.util.OptionalDouble;

/**
 * What a node draws, and how its power is made, as far as it is known.
 *
 * @param watts that the machine draws now
 * @param gramsOfCarbonDioxidePerKilowattHour of its supply
 */
public record Energy(OptionalDouble watts, OptionalDouble gramsOfCarbonDioxidePerKilowattHour) {
  public static final Energy UNKNOWN = new Energy(OptionalDouble.empty(), OptionalDouble.empty());

  private static final double MAX = 1e9;

  /**
   * @throws IllegalArgumentException if a figure is negative or beyond all machines
   */
  public Energy {
    watts = checked(watts);
    gramsOfCarbonDioxidePerKilowattHour = checked(gramsOfCarbonDioxidePerKilowattHour);
  }

  private static OptionalDouble checked(OptionalDouble figure) {
    if (figure.isEmpty()) {
      return figure;
    }
    // Adding zero makes a negative zero a plain one.
    double value = figure.getAsDouble() + 0.0;
    if (!(value >= 0 && value <= MAX)) {
      throw new IllegalArgumentException("a figure of energy is 0 to a thousand millions");
    }
    return OptionalDouble.of(value);
  }

  boolean isKnown() {
    return watts.isPresent() || gramsOfCarbonDioxidePerKilowattHour.isPresent();
  }
}
