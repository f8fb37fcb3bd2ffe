package org.meshwork.web;

import java.util.UUID;
import org.meshwork.node.NodeDatabase;

/**
 * Tasks to be watched, as a server elsewhere would run them: for as long as a test wants, and doing
 * what it says.
 */
final class WatchedTasks implements AutoCloseable {
  private static final String SUBMITTER = "watched";

  private final NodeDatabase database = NodeDatabase.shared();

  String running() {
    String task = UUID.randomUUID().toString();
    database.execute(
        """
        insert into task (id, skill, state, input, submitted_by, submitted_at, owner, lease_until, attempts)
        values ('%s', 'document.ingest', 'running', '{}', '%s', now(), gen_random_uuid(),
                now() + interval '1 hour', 1)"""
            .formatted(task, SUBMITTER));
    event(task, "state", "running");
    return task;
  }

  void items(String task, int count, int bytes) {
    database.execute(
        """
        insert into task_event (task_id, type, at, data)
        select '%s', 'item', now(), jsonb_build_object('n', n, 'name', repeat('x', %d))
        from generate_series(1, %d) n"""
            .formatted(task, bytes, count));
  }

  void end(String task, String state) {
    database.execute(
        """
        with t as (
          update task set state = '%s', finished_at = now(), owner = null, lease_until = null
          where id = '%s' returning id)
        insert into task_event (task_id, type, at, data)
        select id, 'end', now(), jsonb_build_object('state', '%1$s') from t"""
            .formatted(state, task));
  }

  void restart(String task) {
    database.execute(
        """
        update task set state = 'running', finished_at = null, owner = gen_random_uuid(),
          lease_until = now() + interval '1 hour' where id = '%s'"""
            .formatted(task));
    event(task, "state", "running");
  }

  private void event(String task, String type, String state) {
    database.execute(
        """
        insert into task_event (task_id, type, at, data)
        values ('%s', '%s', now(), jsonb_build_object('state', '%s'))"""
            .formatted(task, type, state));
  }

  /** As when they have been kept long enough. */
  void forgetEvents(String task) {
    database.execute("delete from task_event where task_id = '%s'".formatted(task));
  }

  @Override
  public void close() {
    database.execute("delete from task where submitted_by = '%s'".formatted(SUBMITTER));
  }
}
