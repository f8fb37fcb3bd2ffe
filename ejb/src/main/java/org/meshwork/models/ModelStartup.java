package org.meshwork.models;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;

/**
 * Reads the settings at deployment, which fails when one is wrong, and loads the default model
 * beside it; readiness tells when that is done.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ModelStartup {
  @Inject private EmbeddingModels models;
  @Resource private ManagedExecutorService executor;

  @PostConstruct
  void start() {
    models.defaultModel();
    executor.execute(models::warmUp);
  }
}
