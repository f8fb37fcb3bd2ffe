package org.meshwork.mesh.refused;

import jakarta.ejb.MessageDriven;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.SkillCall;
import org.meshwork.connector.SkillListener;

/** Does nothing; its activation properties are in a descriptor. */
@MessageDriven(messageListenerInterface = SkillListener.class)
@ResourceAdapter("mesh.rar")
public class Bare implements SkillListener {
  @Override
  public byte[] perform(SkillCall call) {
    return call.input();
  }
}
