-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- guards.ts brokenGuards.functions
select p.proname as name, p.prosrc as source
from pg_proc p
where p.pronamespace = 'app'::regnamespace and p.proname = any($1::text[]);

-- guards.ts brokenGuards.tables
select c.relname as name, c.relname = any($1::text[]) or exists (select
  from pg_trigger t
  join pg_proc p on p.oid = t.tgfoid
  where t.tgrelid = c.oid and t.tgname = 'ledger_append_only' and t.tgenabled in ('O', 'A') and t.tgtype = 27 and
    t.tgqual is null and t.tgattr = '' and p.pronamespace = 'app'::regnamespace and p.proname = case c.relname when
    'ledger_leaves' then 'refuse_ledger_change' when 'ledger_checkpoints' then 'refuse_ledger_change' when
    'ledger_tiles' then 'refuse_tile_change' when 'ledger_map_lists' then 'refuse_list_change' else
    'refuse_entry_change' end) as changes, exists (select
  from pg_trigger t
  join pg_proc p on p.oid = t.tgfoid
  where t.tgrelid = c.oid and t.tgname like 'ledger%no_truncate' and t.tgenabled in ('O', 'A') and t.tgtype = 34 and
    t.tgqual is null and p.pronamespace = 'app'::regnamespace and p.proname = 'refuse_ledger_change') as truncate,
  c.relname <> all($2::text[]) and ((c.relname not in ('ledger_tiles', 'ledger_map_lists') and
      has_any_column_privilege(c.oid, 'UPDATE')) or has_table_privilege(c.oid, 'DELETE')) or
  has_table_privilege(c.oid, 'TRUNCATE') as rights, c.relrowsecurity and c.relforcerowsecurity as rls,
  c.relispartition or array(select concat_ws(' ', polpermissive, polcmd, polroles::text, pg_get_expr(polqual,
      polrelid))
  from pg_policy
  where polrelid = c.oid) = array[$3] as policy
from pg_class c
where c.oid in ('ledger_entries'::regclass, 'ledger_leaves'::regclass, 'ledger_tiles'::regclass,
    'ledger_checkpoints'::regclass, 'ledger_map_lists'::regclass) or c.relname = any($4::text[]) or (c.relnamespace
    = 'public'::regnamespace and c.relkind = 'r' and c.relname like 'ledger_entries_%')
order by c.relname;

-- guards.ts brokenGuards.detached
select c.relname as name
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname like 'ledger_entries_%' and not
  c.relispartition
order by c.relname;

-- map-naming.ts ofEntries.leaves
select index, entry_id as id from ledger_leaves where org_id = $1 and index >= $2 and index < $3 order by index;

-- map-naming.ts ofList.rows
select part, items from ledger_map_lists where org_id = $1 and key = $2 and part > $3 order by part limit $4;

-- map-nodes.ts nodesIn.rows
select path, places from ledger_map_nodes where org_id = $1 and path > $2 order by path limit $3;

-- map-rows.ts subjectsIn.rows
select key, count, peaks from ledger_map_subjects where org_id = $1 and key > $2 order by key limit $3;

-- map-rows.ts partsIn.rows
select key, part, items
from ledger_map_lists
where org_id = $1 and (key, part) > ($2, $3)
order by key, part
limit $4;

-- verify-org.ts assertHasKeys
select not exists (select from data_keys where org_id = $1) and (exists (select from ledger_checkpoints where org_id
    = $2) or exists (select from ledger_entries where org_id = $3)) as "isGone";

-- verify-org.ts stateNow
select jsonb_build_object('settings', (select encode(sha256(coalesce(string_agg(convert_to(m.subject || ' ' ||
              m.subject_id || ' ', 'UTF8') || m.mac, '\x0a'::bytea
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
    where k.org_id = $7)) as digests;

-- walk-checkpoints.ts module
select size, incarnation, root, state, note
from ledger_checkpoints
where org_id = $1 and size > $2
order by size
limit $3;

-- walk-envelopes.ts assertEnvelopes.rows
select r.id, r.sealed, r.seal_version as version, c.commitment, c."entryId", coalesce(c.forked, false) as forked,
  exists (select
  from ledger_entries e
  where e.org_id = r.org_id and e.record_id = r.id and e.expired_by is not null and e.action like 'record.%') as
  expired
from (select org_id, id, sealed, seal_version
  from records
  where org_id = $1 and id > $2
  order by id
  limit $3) r
left join lateral (select (array_agg(said
      order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as commitment, (array_agg(e.id::text
      order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as "entryId", count(distinct said) >
    count(distinct split_part(said, '.', 1)) as forked
  from ledger_entries e, substring(e.facts from '"envelope":"([0-9]{1,18}\.[A-Za-z0-9_-]+)"') as said
  where e.org_id = r.org_id and e.record_id = r.id and e.facts like '%"envelope":"%') c on true
order by r.id;

-- walk-leaves.ts readLeaves.leaves
select index, entry_id as id from ledger_leaves where org_id = $1 and index >= $2 order by index limit $3;

-- walk-leaves.ts readLeafHashes.tiles
select hashes from ledger_tiles where org_id = $1 and level = 0 and index >= $2 and index < $3 order by index;

-- walk-leaves.ts compareTiles.rows
select w.level, w.index, t.hashes
from jsonb_to_recordset($1::text::jsonb) as w (level smallint, index bigint)
left join ledger_tiles t on t.org_id = $2 and t.level = w.level and t.index = w.index;

-- walk-leaves.ts assertNoTilesBeyond
select count(*)::int as count from ledger_tiles where org_id = $1;

-- walk-waiting.ts readMarks.marks
select entry_id as id from ledger_pending where org_id = $1 and entry_id > $2 order by entry_id limit $3;

-- walk-waiting.ts assertNoOthers
select count(*) as count from ledger_entries where org_id = $1;

-- walk-waiting.ts assertNoOthers
select e.id
from ledger_entries e
where e.org_id = $1 and not exists (select
  from ledger_leaves l
  where l.org_id = e.org_id and l.entry_id = e.id) and not exists (select
  from ledger_pending p
  where p.org_id = e.org_id and p.entry_id = e.id)
order by e.id
limit 1;

-- walk-waiting.ts assertNoOthers
select id from ledger_entries where org_id = $1 group by id having count(*) > 1 order by id limit 1;
