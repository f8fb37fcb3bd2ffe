package org.meshwork.foundation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/**
 * The node's database, as the server's datasource gives it. A handle takes part in the transaction
 * of the thread that opens it; Jdbi itself never begins or ends one (ADR 0002).
 */
@ApplicationScoped
class Database {
  static final String DATASOURCE = "java:jboss/datasources/MeshworkDS";

  @Resource(lookup = DATASOURCE)
  private DataSource dataSource;

  /** Not a normal scope: Jdbi can't be proxied. */
  @Produces
  @Singleton
  Jdbi jdbi() {
    return over(dataSource);
  }

  static Jdbi over(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(dataSource);
    jdbi.setTransactionHandler(new CMTTransactionHandler());
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    return jdbi;
  }
}
