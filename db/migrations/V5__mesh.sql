-- Peers that this node has met: tried again at each start. What a peer can do is not kept: descriptors expire within a minute, and
-- are asked for again.
create table mesh_peer (
  peer       text        primary key check (length(peer) between 1 and 128),
  addresses  text[]      not null check (cardinality(addresses) <= 16),
  first_seen timestamptz not null default now(),
  last_seen  timestamptz not null default now(),
  blocked_at timestamptz,
  blocked_by text
);

create index mesh_peer_last_seen on mesh_peer (last_seen) where blocked_at is null;
