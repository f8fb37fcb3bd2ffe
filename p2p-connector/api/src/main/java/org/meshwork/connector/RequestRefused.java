package org.meshwork.connector;

import jakarta.ejb.ApplicationException;

/** The peer's request is wrong, and no retry makes it right. Its message is sent to the peer. */
@ApplicationException(rollback = true)
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong with the request, for people there; up to 512 characters are sent
   */
  public RequestRefused(String message) {
    super(message);
  }
}
