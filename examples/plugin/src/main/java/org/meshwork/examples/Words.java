package org.meshwork.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.StringTokenizer;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.SkillCall;
import org.meshwork.connector.SkillListener;

/** Counts the words of a text. */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(propertyName = "skill", propertyValue = "text.words/1"))
@ResourceAdapter("mesh.rar")
public class Words implements SkillListener {
  @Override
  public byte[] perform(SkillCall call) {
    StringTokenizer words = new StringTokenizer(new String(call.input(), UTF_8));
    return Integer.toString(words.countTokens()).getBytes(UTF_8);
  }
}
