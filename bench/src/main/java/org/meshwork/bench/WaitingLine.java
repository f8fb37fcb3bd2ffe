package org.meshwork.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** The tasks of one benchmark: holds them back, lengthens the line, and takes all of them away. */
final class WaitingLine implements AutoCloseable {
  private static final String QUEUES =
      "/subsystem=messaging-activemq/server=default/jms-queue=%s:%s()";

  private final Node node;
  private final String collection;
  private final Connection connection;

  WaitingLine(Node node, String collection) throws SQLException {
    this.node = node;
    this.collection = collection;
    connection = node.connect();
  }

  void pause() {
    manage("pause");
  }

  void resume() {
    manage("remove-messages");
    manage("resume");
  }

  private void manage(String operation) {
    for (String queue : new String[] {"MeshworkPlanning", "MeshworkExecution"}) {
      node.management(QUEUES.formatted(queue, operation));
    }
  }

  /**
   * Planned, and in the index that the executors take from, but not to be begun within the hour.
   */
  void add(int tasks) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into task (id, skill, state, input, submitted_by, submitted_at, queued_at, not_before)
                select gen_random_uuid(), 'document.ingest', 'queued',
                  jsonb_build_object('collection', ?::text), 'bench', now(), now(), now() + interval '1 hour'
                from generate_series(1, ?)
                """);
        Statement analyze = connection.createStatement()) {
      insert.setString(1, collection);
      insert.setInt(2, tasks);
      insert.executeUpdate();
      // As autovacuum leaves it; what was deleted before is none of the next load's business.
      analyze.execute("vacuum (analyze) task");
      analyze.execute("vacuum (analyze) task_event");
    }
  }

  void clear() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from task where input ->> 'collection' = ?")) {
      delete.setString(1, collection);
      delete.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    clear();
    resume();
    connection.close();
  }
}
