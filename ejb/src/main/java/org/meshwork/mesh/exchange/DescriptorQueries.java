package org.meshwork.mesh.exchange;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.MeshRequest;
import org.meshwork.connector.RequestListener;

/** Peers that ask for all descriptors that hold. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "protocol", propertyValue = DescriptorWire.PROTOCOL),
      @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "4"),
      @ActivationConfigProperty(propertyName = "maxFrame", propertyValue = "2097152")
    })
@ResourceAdapter("mesh.rar")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DescriptorQueries implements RequestListener {
  @Inject private DescriptorExchange exchange;

  @Override
  public byte[] answer(MeshRequest request) {
    return exchange.answer();
  }
}
