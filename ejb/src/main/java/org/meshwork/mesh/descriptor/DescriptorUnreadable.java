package org.meshwork.mesh.descriptor;

/** Bytes that are no descriptor of a version that this node reads. */
final class DescriptorUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DescriptorUnreadable(String message) {
    super(message);
  }

  DescriptorUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
