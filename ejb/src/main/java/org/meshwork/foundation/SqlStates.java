package org.meshwork.foundation;

import java.sql.SQLException;
import java.util.Optional;

/** The database's own word for a failure, by which it can be told whose fault it is. */
public final class SqlStates {
  private SqlStates() {}

  /** The SQL state of the first failure in the chain that has one. */
  public static Optional<String> in(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause()) {
      if (it instanceof SQLException e && e.getSQLState() != null) {
        return Optional.of(e.getSQLState());
      }
    }
    return Optional.empty();
  }
}
