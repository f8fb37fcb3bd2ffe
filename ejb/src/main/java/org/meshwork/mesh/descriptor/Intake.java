package org.meshwork.mesh.descriptor;

import java.util.Optional;

/**
 * What became of an envelope.
 *
 * @param descriptor there exactly when it was accepted
 */
public record Intake(Verdict verdict, Optional<CapabilityDescriptor> descriptor) {
  public Intake {
    if (descriptor.isPresent() != (verdict == Verdict.ACCEPTED)) {
      throw new IllegalArgumentException("a descriptor comes with acceptance, and only with it");
    }
  }

  static Intake accepted(CapabilityDescriptor descriptor) {
    return new Intake(Verdict.ACCEPTED, Optional.of(descriptor));
  }

  static Intake dropped(Verdict verdict) {
    return new Intake(verdict, Optional.empty());
  }
}
