package org.meshwork.connector.adapter.wire;

import org.meshwork.connector.SkillName;

/** On which protocol a skill is asked for. */
public final class SkillProtocol {
  /** Of all of them. */
  public static final String PREFIX = "/meshwork/skill/";

  private SkillProtocol() {}

  public static String of(SkillName skill) {
    return PREFIX + skill;
  }
}
