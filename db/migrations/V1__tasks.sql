-- Tasks: the truth about what was asked, how far it is and how it ended.

create table task (
  id              uuid primary key,                 -- UUIDv7: its order is the order of submission
  skill           text not null,
  state           text not null check (state in ('submitted', 'queued', 'running', 'completed', 'failed', 'cancelled')),
  priority        smallint not null default 4 check (priority between 0 and 9),
  input           jsonb not null,
  result          jsonb,
  problem         jsonb,
  idempotency_key text,
  submitted_by    text not null,
  submitted_at    timestamptz not null,
  queued_at       timestamptz,
  started_at      timestamptz,                      -- by its first attempt
  finished_at     timestamptz,
  owner           uuid,                             -- the server that plans or runs it
  lease_until     timestamptz,                      -- after this the owner counts as gone
  attempts        integer not null default 0,       -- with the owner, what a run must show to be allowed to write
  lapses          integer not null default 0,       -- attempts in a row that were lost without any progress
  not_before      timestamptz,                      -- a lost attempt is not repeated at once
  claimed_at      timestamptz,                      -- when the present attempt began
  done_before     integer not null default 0,       -- parts that were finished by then
  stopped         boolean not null default false,   -- nobody begins it until somebody restarts it
  cancel_requested boolean not null default false,
  total           integer not null default 0,
  done            integer not null default 0,
  failed          integer not null default 0,
  chunks          bigint not null default 0,
  batch_execution bigint
);

create unique index task_idempotency on task (submitted_by, idempotency_key) where idempotency_key is not null;

-- Lists by state, the newest first; and what the planner and the reconciler look for, the oldest first.
create index task_by_state on task (state, id);

-- What the executors take next.
create index task_waiting on task (priority desc, id) where state = 'queued' and not stopped;

create table task_event (
  id      bigint generated always as identity primary key,
  task_id uuid not null references task on delete cascade,
  type    text not null,
  at      timestamptz not null,
  data    jsonb not null
);

create index task_event_of_task on task_event (task_id, id);
