package org.meshwork.documents;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;

/**
 * What the server does around facades: inside {@link #call}, every handle of the thread has the
 * same connection, and all of it commits or rolls back together.
 */
public final class TestTransactions implements ConnectionFactory {
  private final DataSource dataSource;
  private final ThreadLocal<Connection> current = new ThreadLocal<>();

  public TestTransactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** As {@code foundation.Database} makes it. */
  public Jdbi jdbi() {
    Jdbi jdbi = Jdbi.create(this);
    jdbi.setTransactionHandler(new CMTTransactionHandler());
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    return jdbi;
  }

  public <T> T call(Callable<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      current.set(connection);
      try {
        T result = work.call();
        connection.commit();
        return result;
      } catch (Exception e) {
        connection.rollback();
        throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
      } finally {
        current.remove();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  @Override
  public Connection openConnection() throws SQLException {
    Connection inTransaction = current.get();
    return inTransaction == null ? dataSource.getConnection() : inTransaction;
  }

  @Override
  public void closeConnection(Connection connection) throws SQLException {
    if (connection != current.get()) {
      connection.close();
    }
  }
}
