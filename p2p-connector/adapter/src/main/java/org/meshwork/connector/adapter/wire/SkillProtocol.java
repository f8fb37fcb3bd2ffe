package org.meshwork.connector.adapter.wire;

import java.util.Optional;
import org.meshwork.connector.SkillName;

/** On which protocol a skill is asked for. */
public final class SkillProtocol {
  /** Of all of them. */
  public static final String PREFIX = "/meshwork/skill/";

  private SkillProtocol() {}

  public static String of(SkillName skill) {
    return PREFIX + skill;
  }

  /** The skill that is asked for on the protocol; empty if it is for none. */
  public static Optional<SkillName> skill(String protocol) {
    if (!protocol.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SkillName.parse(protocol.substring(PREFIX.length())));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
