package org.meshwork.libp2p.protocol.gossipsub;

import java.util.concurrent.CompletionStage;

/** Judges the messages of a topic before they are delivered and passed on. */
@FunctionalInterface
public interface MessageValidator {
  /**
   * Called on the host's executor, once for each message, after its signature was checked; must not
   * block.
   *
   * @return completes on any thread, within {@link BoundSettings#validationTimeout()}; exceptional,
   *     late or thrown stands for {@link Verdict#IGNORE}
   */
  CompletionStage<Verdict> validate(ReceivedMessage message);
}
