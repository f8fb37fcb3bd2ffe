package org.meshwork.tasks;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;

/** What a hint says. */
final class HintedTask {
  private HintedTask() {}

  static TaskId in(Message hint) {
    try {
      return TaskId.parse(hint.getBody(String.class));
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
