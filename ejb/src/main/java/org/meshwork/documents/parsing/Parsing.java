package org.meshwork.documents.parsing;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Makes the one parser of the node, on threads of the server that do nothing else: a library that
 * does not come back costs one of them, and nobody but the documents that wait.
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = Parsing.THREADS, maxAsync = Parsing.AT_ONCE)
class Parsing {
  static final String THREADS = "java:app/concurrent/meshwork-parsing";

  /** Documents that are read at the same time. */
  static final int AT_ONCE = 16;

  @Resource(lookup = THREADS)
  private ManagedExecutorService threads;

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
