-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- append.ts appendWithChange
with appended as (insert into ledger_entries (org_id, id, at, action, outcome, actor_kind, actor_id, actor_name,
      request_id, ip, module, record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash)
  values ($1, $2, $3::timestamptz, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))
insert into ledger_pending (org_id, entry_id)
values ($21, $22);

-- guards.ts brokenGuards.tables
select c.relname as name, exists (select
  from pg_trigger t
  where t.tgrelid = c.oid and t.tgname = 'ledger_append_only' and t.tgenabled in ('O', 'A')) as changes, exists
(select
  from pg_trigger t
  where t.tgrelid = c.oid and t.tgname like 'ledger%no_truncate' and t.tgenabled in ('O', 'A')) as truncate,
  has_table_privilege(c.oid, 'UPDATE') or has_table_privilege(c.oid, 'DELETE') or has_table_privilege(c.oid,
  'TRUNCATE') as rights, c.relrowsecurity and c.relforcerowsecurity as rls
from pg_class c
where c.oid = 'ledger_entries'::regclass or c.oid in (select inhrelid
  from pg_inherits
  where inhparent = 'ledger_entries'::regclass)
order by c.relname;

-- verify.ts readBatch
select *
from ledger_entries
where org_id = app.org_id() and (id, at) > ($1::bigint, $2::timestamptz)
order by id, at
limit $3;

-- verify.ts readMarks.rows
select entry_id
from ledger_pending
where org_id = app.org_id() and entry_id > $1 and entry_id <= $2
order by entry_id;
