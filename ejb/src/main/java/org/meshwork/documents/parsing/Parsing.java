package org.meshwork.documents.parsing;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the one parser of the node, on the server's threads. */
@ApplicationScoped
class Parsing {
  @Resource private ManagedExecutorService threads;

  @Produces
  @ApplicationScoped
  DocumentParser parser() {
    return rationed(threads, ParsingSettings.from(ConfigProvider.getConfig()));
  }

  static DocumentParser rationed(ExecutorService threads, ParsingSettings settings) {
    return new RationedParser(
        new TikaDocumentParser(threads, settings), HeapLimits.HERE.documentsAtOnce());
  }
}
