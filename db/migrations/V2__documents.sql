-- Documents: collections, the bytes they came as, what was made of them, and the passages that are searched.

create table collection (
  id          integer generated always as identity primary key,
  name        text collate "C" not null unique,
  description text not null default '',
  model       text not null,
  dimension   integer not null check (dimension between 1 and 2000),
  precision   text not null check (precision in ('full', 'half')),
  chunking    jsonb not null,
  languages   text[] not null default '{}',         -- text search configurations that occur, such as english
  created_at  timestamptz not null,
  created_by  text not null
);

-- Content-addressed bytes, in pieces of at most 1 MiB so that neither side holds a document in memory.
create table content (
  sha256     bytea primary key check (length(sha256) = 32),
  length     bigint not null,
  created_at timestamptz not null,
  last_put_at timestamptz not null                  -- bytes put a moment ago are about to be referred to
);

create index content_by_put on content (last_put_at);

create table content_piece (
  sha256 bytea not null references content on delete cascade,
  n      integer not null,
  bytes  bytea not null check (length(bytes) <= 1048576),
  primary key (sha256, n)
);

alter table content_piece alter column bytes set storage external;

-- What was made of some bytes in a collection: the same bytes are processed once.
create table extract (
  id            bigint generated always as identity primary key,
  collection_id integer not null references collection on delete cascade,
  sha256        bytea not null,
  media_type    text not null,
  title         text,
  author        text,
  language      text,                                -- ISO 639-1
  created_at    timestamptz,                         -- the document's own dates
  modified_at   timestamptz,
  headings      jsonb not null default '[]',
  text          text not null,
  characters    integer not null,
  chunks        integer not null,
  unique (collection_id, sha256)
);

create index extract_of_author on extract (collection_id, lower(author));
create index extract_by_date on extract (collection_id, created_at);

-- A name that points at an extract; two names may share one.
create table document (
  id            uuid primary key,
  collection_id integer not null references collection on delete cascade,
  name          text collate "C" not null,
  sha256        bytea not null,
  extract_id    bigint not null references extract,
  source        text not null,
  length        bigint not null,
  ingested_at   timestamptz not null,
  unique (collection_id, name)
);

create index document_of_extract on document (extract_id);
create index document_of_content on document (sha256);

-- The passages. Each collection has a partition of its own, chunk_<id>, with the indexes that fit its model's
-- dimension. It is read and written by its own name, so that no search ever locks, or waits for, this parent. No
-- foreign key leads from here: attaching or dropping a partition would lock the table it refers to (ADR 0010).
create table chunk (
  collection_id integer not null,
  extract_id    bigint not null,
  ordinal       integer not null,
  start_offset  integer not null,                    -- into extract.text, in UTF-16 units
  end_offset    integer not null,
  heading_path  text[] not null,
  text          text not null,
  tokens        integer not null,
  language      text not null,                       -- a text search configuration; regconfig would stop pg_upgrade
  search        tsvector not null,
  embedding     vector not null
) partition by list (collection_id);

-- Ranking reads this column of every candidate: not compressed.
alter table chunk alter column search set storage external;

create table ingest_item (
  task_id uuid not null references task on delete cascade,
  n       integer not null,
  name    text not null,
  source  text not null,
  sha256  bytea,
  length  bigint not null,
  state   text not null check (state in ('pending', 'reading', 'done', 'unchanged', 'duplicate', 'failed')),
  problem jsonb,
  chunks  integer not null default 0,
  attempts integer not null default 0,              -- begun readings; a document that takes the server with it is given up
  primary key (task_id, n)
);

create index ingest_item_open on ingest_item (task_id, n) where state in ('pending', 'reading');
