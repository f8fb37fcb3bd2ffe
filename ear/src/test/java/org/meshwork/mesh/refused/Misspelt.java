package org.meshwork.mesh.refused;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.SkillCall;
import org.meshwork.connector.SkillListener;

/** Would have no bound, and nobody would notice. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "skill", propertyValue = "test.misspelt/1"),
      @ActivationConfigProperty(propertyName = "maxConcurency", propertyValue = "1")
    })
@ResourceAdapter("mesh.rar")
public class Misspelt implements SkillListener {
  @Override
  public byte[] perform(SkillCall call) {
    return call.input();
  }
}
