package org.meshwork.mesh.descriptor;

/** A descriptor that no peer would take: the administrator has to offer fewer or shorter names. */
public final class DescriptorTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DescriptorTooLarge(int bytes, int maxBytes) {
    super(
        "The node's descriptor has %d bytes, and %d are allowed. Offer fewer skills, models and labels, or shorter names."
            .formatted(bytes, maxBytes));
  }
}
