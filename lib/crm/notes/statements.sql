-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- queries.ts listNotes.rows
select id, sealed, seal_version as "sealVersion", created_at, modified_at, created_by
from notes
where org_id = $1 and record_id = $2 and true
order by id desc
limit $3
offset $4;

-- queries.ts listEveryNote.rows
select n.id, n.sealed, n.seal_version as "sealVersion", n.created_at, n.modified_at, n.created_by, n.record_id,
  r.module_id
from notes n
cross join lateral (select module_id
  from records
  where id = n.record_id and (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true or
      records.org_id = $3 and records.module_id = $4 and deleted_at is null and true or records.org_id = $5 and
      records.module_id = $6 and deleted_at is null and true or records.org_id = $7 and records.module_id = $8 and
      deleted_at is null and true or records.org_id = $9 and records.module_id = $10 and deleted_at is null and true
      or records.org_id = $11 and records.module_id = $12 and deleted_at is null and true or records.org_id = $13
      and records.module_id = $14 and deleted_at is null and true or records.org_id = $15 and records.module_id =
      $16 and deleted_at is null and true or records.org_id = $17 and records.module_id = $18 and deleted_at is null
      and true)) r
where n.org_id = $19 and true
order by n.id desc
limit $20
offset $21;

-- queries.ts getNote.rows
select id, sealed, seal_version as "sealVersion", created_at, modified_at, created_by
from notes
where org_id = $1 and record_id = $2 and id = $3;

-- queries.ts findNotedRecord
select n.record_id as "recordId", r.module_id as "moduleId"
from notes n
join records r on r.org_id = n.org_id and r.id = n.record_id
where n.org_id = $1 and n.id = $2;

-- queries.ts countRead
select count(*)::int as count
from unnest($1::bigint[]) as r (id)
where exists (select
  from ledger_entries
  where org_id = $2 and record_id = r.id and action = 'note.view' and outcome = 'done' and actor_id = $3 and
    actor_kind = $4 and door = $5 and at > now() - interval '1 hour');

-- write.ts updateNote.updated
update notes set sealed = $1, seal_version = $2, modified_at = $3::timestamptz where org_id = $4 and id = $5;

-- write.ts amendNote
select sealed, created_at from notes where org_id = $1 and id = $2;

-- write.ts amendNote.updated
update notes set sealed = $1, seal_version = $2, modified_at = $3::timestamptz where org_id = $4 and id = $5;

-- write.ts deleteNote.deleted
delete from notes where org_id = $1 and id = $2;

-- write.ts lockOwnNote
select created_by, seal_version from notes where org_id = $1 and id = $2 and record_id = $3 for update;
