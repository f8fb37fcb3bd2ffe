package org.meshwork.documents.parsing;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the one parser of the node, on the server's threads. */
@ApplicationScoped
class Parsing {
  @Resource private ManagedExecutorService threads;

  @Produces
  @ApplicationScoped
  DocumentParser parser() {
    return new TikaDocumentParser(threads, ParsingSettings.from(ConfigProvider.getConfig()));
  }
}
