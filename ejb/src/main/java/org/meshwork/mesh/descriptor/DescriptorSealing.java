package org.meshwork.mesh.descriptor;

/** Makes of a descriptor what is sent to peers. */
public final class DescriptorSealing {
  private final Signatures signatures;

  public DescriptorSealing(Signatures signatures) {
    this.signatures = signatures;
  }

  /**
   * @return an envelope for the {@link DescriptorIntake} of peers
   * @throws DescriptorTooLarge if peers would refuse it for its size
   */
  public byte[] seal(CapabilityDescriptor descriptor) {
    return signatures.sign(DescriptorJson.encode(descriptor));
  }
}
