package org.meshwork.models;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;

/** What the models say to the administrator; ids 300 to 399. */
@MessageLogger(projectCode = "MESH", length = 5)
@ValidIdRange(min = 300, max = 399)
interface ModelsLog extends BasicLogger {
  ModelsLog LOG =
      Logger.getMessageLogger(MethodHandles.lookup(), ModelsLog.class, "org.meshwork.models");

  @LogMessage(level = Level.INFO)
  @Message(id = 300, value = "Model %s loaded in %d ms; it runs on %s, at most %d texts at once")
  void loaded(ModelId model, long millis, String provider, int threads);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 301,
      value =
          "meshwork.embedding.provider is %s, but this machine can't (%s); models run on the CPU instead")
  void fallsBack(String provider, String reason);

  @LogMessage(level = Level.ERROR)
  @Message(
      id = 302,
      value = "The model %s can't be loaded; documents can't be ingested, nor searched by meaning")
  void notLoaded(@Cause Throwable cause, ModelId model);

  @LogMessage(level = Level.WARN)
  @Message(
      id = 303,
      value = "A text is still being embedded after %d s; the model's memory is not released")
  void stillAtWork(long seconds);

  @LogMessage(level = Level.INFO)
  @Message(id = 304, value = "Model %s is at %s")
  void remote(ModelId model, String url);
}
