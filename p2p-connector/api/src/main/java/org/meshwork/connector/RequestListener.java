package org.meshwork.connector;

/**
 * Answers what peers ask on a protocol. For a message-driven bean with these activation properties:
 *
 * <ul>
 *   <li>{@code protocol}, such as {@code /example/quote/1.0.0}; required
 *   <li>{@code maxConcurrency}: requests at once, 1 to 1,024 (16); further callers hear that this
 *       node is busy
 *   <li>{@code maxFrame}: bytes of a request and of a reply, 1 to 4,194,304 (65,536)
 * </ul>
 */
public interface RequestListener {
  /**
   * Called by a thread of the server, in a transaction if the bean asks for one. The reply is sent
   * once that has committed; after a roll-back the caller hears that it may try again.
   *
   * @return the reply, which may be empty
   * @throws RequestRefused if the request is wrong, and stays so
   */
  byte[] answer(MeshRequest request);
}
