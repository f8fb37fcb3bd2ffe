-- Which ended tasks, and whose events, have been kept long enough: the oldest first.
create index task_ended on task (finished_at, id) where finished_at is not null;
