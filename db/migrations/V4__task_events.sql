-- No foreign key from an event to its task: it would be checked for every event, by a plan that a session makes while the table is small and
-- keeps while it grows, so by reading all of it. An event is only ever written in a transaction that has written its task's row; what is left
-- to do is to follow a task that is deleted.
alter table task_event drop constraint task_event_task_id_fkey;

create function delete_events_of_deleted_tasks() returns trigger language plpgsql set search_path from current as $$
begin
  delete from task_event where task_id in (select id from deleted);
  return null;
end $$;

create trigger delete_events after delete on task referencing old table as deleted
  for each statement execute function delete_events_of_deleted_tasks();
