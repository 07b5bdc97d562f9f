-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- catch-up.ts readLeaves.ids
select entry_id as id from ledger_leaves where org_id = $1 and index >= $2 and index < $3 order by index;

-- catch-up.ts readLeaves.rows
select e.id, e.leaf_hash as "leafHash", e.action, e.actor_kind as "actorKind", e.actor_id as "actorId", e.record_id
  as "recordId", e.subject_id as "subjectId"
from ledger_entries e
where e.org_id = $1 and e.id = any($2::bigint[]) and e.at between $3::timestamptz and $4::timestamptz;

-- integrate.ts integrateOrg
insert into ledger_checkpoints (org_id, size, at, incarnation, root, state, note)
values ($1, $2, $3::timestamptz, $4, $5, $6, $7);

-- integrate.ts readPending
select min(entry_id) as first, max(entry_id) as last
from (select entry_id
  from ledger_pending
  where org_id = $1
  order by entry_id
  limit $2) p;

-- integrate.ts readPending.rows
with state as materialized (select jsonb_build_object('settings', (select
        encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac,
                '\x0a'::bytea
              order by m.subject, m.subject_id), '')), 'hex')
      from state_macs m
      where m.org_id = $1 and m.subject like any($2::text[])), 'rights', (select
        encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac,
                '\x0a'::bytea
              order by m.subject, m.subject_id), '')), 'hex')
      from state_macs m
      where m.org_id = $3 and m.subject like any($4::text[])), 'agreements', (select
        encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac,
                '\x0a'::bytea
              order by m.subject, m.subject_id), '')), 'hex')
      from state_macs m
      where m.org_id = $5 and m.subject like any($6::text[])), 'keys', (select
        encode(sha256(coalesce(string_agg(convert_to(k.id || ' ', 'UTF8') || k.check_value, '\x0a'::bytea
              order by k.id), '')), 'hex')
      from data_keys k
      where k.org_id = $7)) as digests)
select p.entry_id as id, e.leaf_hash as "leafHash", e.action, e.actor_kind as "actorKind", e.actor_id as "actorId",
  e.record_id as "recordId", e.subject_id as "subjectId", case when row_number() over (order by p.entry_id) = 1 then
  state.digests end as digests
from state, ledger_pending p
join ledger_entries e on e.org_id = p.org_id and e.id = p.entry_id and e.at between $8::timestamptz and
  $9::timestamptz
where p.org_id = $10 and p.entry_id between $11 and $12
order by p.entry_id;

-- integrate.ts isAlone
select pg_try_advisory_xact_lock($1, hashint8($2)) as held;

-- integrate.ts add
select app.add_leaves($1, $2::bigint[]);

-- integrate.ts keepTiles
insert into ledger_tiles (org_id, level, index, hashes)
select $1, t.level, t.index, decode(t.hashes, 'hex')
from jsonb_to_recordset($2::text::jsonb) as t (level smallint, index bigint, hashes text) on conflict (org_id,
  level, index) do update
set hashes = excluded.hashes;

-- integrator.ts orgsWithPending.rows
select app.orgs_with_pending() as id;
