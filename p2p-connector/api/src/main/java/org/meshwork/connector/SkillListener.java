package org.meshwork.connector;

/**
 * A skill of this node: while a message-driven bean with this interface is deployed, other nodes
 * can ask for it. Activation properties: {@code skill}, such as {@code text.chunk/1}, required;
 * {@code maxConcurrency} and {@code maxFrame} as for {@link RequestListener}.
 */
public interface SkillListener {
  /** As {@link RequestListener#answer}. */
  byte[] perform(SkillCall call);
}
