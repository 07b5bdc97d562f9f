-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- catch-up.ts leavesFrom.ids
select entry_id as id from ledger_leaves where org_id = $1 and index >= $2 and index < $3 order by index;

-- integrate.ts integrateOrg
insert into ledger_checkpoints (org_id, size, at, incarnation, root, state, note)
values ($1, $2, $3::timestamptz, $4, $5, $6, $7);

-- integrate.ts readPending
select array(select entry_id
  from ledger_pending
  where org_id = $1 and entry_id > $2
  order by entry_id
  limit $3) as ids, jsonb_build_object('settings', (select encode(sha256(coalesce(string_agg(convert_to(m.subject ||
              ' ' || m.subject_id || ' ', 'UTF8') || m.mac, '\x0a'::bytea
            order by m.subject, m.subject_id), '')), 'hex')
    from state_macs m
    where m.org_id = $4 and m.subject like any($5::text[])), 'rights', (select
      encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac,
              '\x0a'::bytea
            order by m.subject, m.subject_id), '')), 'hex')
    from state_macs m
    where m.org_id = $6 and m.subject like any($7::text[])), 'agreements', (select
      encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' || m.subject_id || ' ', 'UTF8') || m.mac,
              '\x0a'::bytea
            order by m.subject, m.subject_id), '')), 'hex')
    from state_macs m
    where m.org_id = $8 and m.subject like any($9::text[])), 'keys', (select
      encode(sha256(coalesce(string_agg(convert_to(k.id || ' ', 'UTF8') || k.check_value, '\x0a'::bytea
            order by k.id), '')), 'hex')
    from data_keys k
    where k.org_id = $10)) as digests;

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

-- read-leaves.ts readLeaves.rows
select e.id, e.leaf_hash as "leafHash", e.action, e.actor_kind as "actorKind", e.actor_id as "actorId", e.record_id
  as "recordId", e.subject_id as "subjectId"
from ledger_entries e
where e.org_id = $1 and e.id = any($2::bigint[]) and e.at between $3::timestamptz and $4::timestamptz;

-- stopped.ts oldestPending
select min(entry_id) as id from ledger_pending where org_id = $1;
