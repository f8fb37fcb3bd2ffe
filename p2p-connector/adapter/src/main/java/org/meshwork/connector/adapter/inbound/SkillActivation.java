package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.Activation;
import org.meshwork.connector.SkillListener;
import org.meshwork.connector.SkillName;

/** Activation properties of a {@link SkillListener}. */
@Activation(messageListeners = SkillListener.class)
public class SkillActivation extends ListenerActivation {
  private String skill;

  public String getSkill() {
    return skill;
  }

  public void setSkill(String skill) {
    this.skill = skill;
  }

  SkillName name() {
    return SkillName.parse(skill);
  }

  @Override
  void validateSubject() {
    String text = required("skill", skill);
    try {
      SkillName.parse(text);
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException("activation property skill: " + refused.getMessage());
    }
  }
}
