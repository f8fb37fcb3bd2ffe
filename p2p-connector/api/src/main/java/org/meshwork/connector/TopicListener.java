package org.meshwork.connector;

/**
 * Hears what is published to a topic. For a message-driven bean with these activation properties:
 *
 * <ul>
 *   <li>{@code topic}, 1 to 256 characters; required
 *   <li>{@code maxConcurrency}: messages at once, 1 to 1,024 (16); further ones are dropped, since
 *       gossip is no queue
 *   <li>{@code maxFrame}: bytes of a message, 1 to 4,194,304 (65,536); larger ones are dropped
 * </ul>
 */
public interface TopicListener {
  /** Called by a thread of the server, in a transaction if the bean asks for one. */
  void received(TopicMessage message);
}
