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
  started_at      timestamptz,
  finished_at     timestamptz,
  owner           uuid,                             -- the server that runs it
  lease_until     timestamptz,                      -- after this the owner counts as gone
  attempts        integer not null default 0,
  cancel_requested boolean not null default false,
  total           integer not null default 0,
  done            integer not null default 0,
  failed          integer not null default 0,
  chunks          bigint not null default 0,
  batch_execution bigint,
  unique (submitted_by, idempotency_key)
);

-- What the reconciler looks for; finished tasks are not in it.
create index task_open on task (state, id) where state in ('submitted', 'queued', 'running');
create index task_by_state on task (state, id desc);

create table task_event (
  id      bigint generated always as identity primary key,
  task_id uuid not null references task on delete cascade,
  type    text not null,
  at      timestamptz not null,
  data    jsonb not null
);

create index task_event_of_task on task_event (task_id, id);
