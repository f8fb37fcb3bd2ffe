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
 * Hints at tasks that were submitted. Outside any transaction: planning is slow and makes its own.
 */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = Hints.PLANNING),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue"),
      @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PlanningHints implements MessageListener {
  @EJB private SchemaMigration schema;
  @Inject private Planner planner;
  @Inject private Hints hints;

  @Override
  public void onMessage(Message hint) {
    schema.report();
    hints.planningArrived();
    planner.hinted(HintedTask.in(hint));
  }
}
