package org.meshwork.mesh.descriptor;

/** Bytes that are no envelope, or whose signature is not that of its key. */
public final class SignatureWrong extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SignatureWrong(String message) {
    super(message);
  }

  public SignatureWrong(String message, Throwable cause) {
    super(message, cause);
  }
}
