package org.meshwork.tasks;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.meshwork.foundation.SchemaMigration;

/**
 * Hints at tasks that are queued. A hint that finds all slots taken is dropped: whoever frees a
 * slot looks for the next task itself. So hints never pile up in the queue.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = Hints.EXECUTION),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "2")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ExecutionHints implements MessageListener {
  @EJB private SchemaMigration schema;
  @Inject private Executor executor;
  @Inject private Hints hints;

  @Override
  public void onMessage(Message hint) {
    schema.report();
    hints.executionArrived();
    executor.hinted(HintedTask.in(hint));
  }
}
