package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.Activation;
import org.meshwork.connector.RequestListener;
import org.meshwork.connector.adapter.wire.SkillProtocol;

/** Activation properties of a {@link RequestListener}. */
@Activation(messageListeners = RequestListener.class)
public class RequestActivation extends ListenerActivation {
  private static final int MAX_PROTOCOL_CHARACTERS = 256;

  private String protocol;

  public String getProtocol() {
    return protocol;
  }

  public void setProtocol(String protocol) {
    this.protocol = protocol;
  }

  @Override
  void validateSubject() {
    String text = required("protocol", protocol);
    if (!text.startsWith("/") || text.length() > MAX_PROTOCOL_CHARACTERS) {
      throw new IllegalArgumentException(
          "activation property protocol is no protocol id, such as /example/quote/1.0.0");
    }
    if (text.startsWith(SkillProtocol.PREFIX)) {
      throw new IllegalArgumentException(
          "activation property protocol names a skill: listen to it as a SkillListener");
    }
  }
}
