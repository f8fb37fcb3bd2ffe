package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.Activation;
import org.meshwork.connector.TopicListener;

/** Activation properties of a {@link TopicListener}. */
@Activation(messageListeners = TopicListener.class)
public class TopicActivation extends ListenerActivation {
  private static final int MAX_TOPIC_CHARACTERS = 256;

  private String topic;

  public String getTopic() {
    return topic;
  }

  public void setTopic(String topic) {
    this.topic = topic;
  }

  @Override
  void validateSubject() {
    if (required("topic", topic).length() > MAX_TOPIC_CHARACTERS) {
      throw new IllegalArgumentException("activation property topic has more than 256 characters");
    }
  }
}
