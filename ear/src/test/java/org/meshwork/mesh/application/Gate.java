package org.meshwork.mesh.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.SkillCall;
import org.meshwork.connector.SkillListener;

/** A skill that takes as long as the test wants, for two callers at once. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(propertyName = "skill", propertyValue = Gate.SKILL),
      @ActivationConfigProperty(propertyName = "maxConcurrency", propertyValue = "2"),
      @ActivationConfigProperty(propertyName = "maxFrame", propertyValue = "100")
    })
@ResourceAdapter("mesh.rar")
public class Gate implements SkillListener {
  public static final String SKILL = "test.gate/1";

  private static final Semaphore PASSES = new Semaphore(0);
  private static final long PATIENCE_SECONDS = 60;

  static void open(int callers) {
    PASSES.release(callers);
  }

  static int waiting() {
    return PASSES.getQueueLength();
  }

  @Override
  public byte[] perform(SkillCall call) {
    try {
      boolean isPassed = PASSES.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return (isPassed ? "passed" : "gave up").getBytes(UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
