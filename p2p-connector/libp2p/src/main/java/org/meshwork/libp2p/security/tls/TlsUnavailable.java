package org.meshwork.libp2p.security.tls;

/** The native library that TLS needs is not there. Its message says what to do about it. */
public final class TlsUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param library what could not be loaded
   * @param artifact what would bring it
   * @param protocol what can't be used without
   */
  public TlsUnavailable(String library, String artifact, String protocol, Throwable cause) {
    super(
        library
            + " can't be loaded on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + "; put "
            + artifact
            + " for this platform on the class path, or leave "
            + protocol
            + " out of the configuration",
        cause);
  }
}
