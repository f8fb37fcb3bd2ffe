package org.meshwork.mesh.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.TopicListener;
import org.meshwork.connector.TopicMessage;

/** Keeps what is published to a topic. */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(propertyName = "topic", propertyValue = News.TOPIC))
@ResourceAdapter("mesh.rar")
public class News implements TopicListener {
  public static final String TOPIC = "test-news";

  private static final List<String> HEARD = new CopyOnWriteArrayList<>();

  static List<String> heard() {
    return HEARD;
  }

  @Override
  public void received(TopicMessage message) {
    HEARD.add(message.author() + " " + new String(message.payload(), UTF_8));
  }
}
