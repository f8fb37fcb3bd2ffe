package org.meshwork.mesh.exchange;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.TopicListener;
import org.meshwork.connector.TopicMessage;

/** Descriptors that come by gossip. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "topic", propertyValue = DescriptorWire.TOPIC),
      @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "4"),
      @ActivationConfigProperty(propertyName = "maxFrame", propertyValue = "17024")
    })
@ResourceAdapter("mesh.rar")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DescriptorTopic implements TopicListener {
  @Inject private DescriptorExchange exchange;

  @Override
  public void received(TopicMessage message) {
    exchange.take(message.payload());
  }
}
