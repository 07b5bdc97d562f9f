-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- change-kept.ts release
delete
from unique_values u using jsonb_to_recordset($1::jsonb) as g ("fieldId" bigint, "from" bigint)
where u.org_id = $2 and u.field_id = g."fieldId" and u.record_id = g."from";

-- find.ts sameAs.rows
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id <> $3 and ("k3" = $4 and
    lower(("values" ->> $5::text)) = lower($6::text))
order by id
limit $7;

-- links.ts moveLinks.rows
select l.field_id as "fieldId", l.record_id as "recordId", l.target_id as "from", exists (select
  from links o
  where o.org_id = l.org_id and o.record_id = l.record_id and o.field_id = l.field_id and o.target_id = $1) as both
from links l
where l.org_id = $2 and l.target_id = any($3::bigint[]) and l.record_id <> all($4::bigint[])
order by l.record_id, l.field_id, l.target_id
limit $5;

-- links.ts lockPointing.rows
select id, "values" from records where org_id = $1 and id = any($2::bigint[]) order by id for update;

-- links.ts writeValues
update records r
set "values" = r."values" || g.patch, version = r.version + 1, modified_at = $1::timestamptz, modified_by = $2
from jsonb_to_recordset($3::jsonb) as g (id bigint, patch jsonb)
where r.org_id = $4 and r.id = g.id;

-- links.ts writeLinks
delete
from links l using jsonb_to_recordset($1::jsonb) as g ("fieldId" bigint, "recordId" bigint, "at" bigint)
where l.org_id = $2 and l.record_id = g."recordId" and l.field_id = g."fieldId" and l.target_id = g."at";

-- links.ts writeLinks
insert into links (org_id, field_id, record_id, target_id)
select $1, g."fieldId", g."recordId", g."to"
from jsonb_to_recordset($2::jsonb) as g ("fieldId" bigint, "recordId" bigint, "to" bigint) on conflict do nothing;

-- lock.ts lockForMerge.rows
select id, "values", sealed, seal_version, owner_id, version, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[])
order by id
for update;

-- merge.ts keepMerge
update records set deleted_at = $1::timestamptz, deleted_by = $2 where org_id = $3 and id = any($4::bigint[]);

-- merge.ts keepMerge
insert into merges (org_id, id, module_id, record_id, moved, merged_at, merged_by)
values ($1, $2, $3, $4, $5::jsonb, $6::timestamptz, $7);

-- merge.ts keepMerge
insert into merged_records (org_id, record_id, merge_id, kept_id)
select $1, id, $2, $3
from unnest($4::bigint[]) as m (id);

-- merges-of.ts mergesOf
select m.id, to_char(m.merged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, coalesce(u.name,
  'a former user') as by, (select count(*)::int
  from merged_records r
  where r.org_id = m.org_id and r.merge_id = m.id) as merged
from merges m
left join users u on u.org_id = m.org_id and u.id = m.merged_by
where m.org_id = $1 and m.record_id = $2 and not exists (select
  from merged_records r
  left join records gone on gone.org_id = r.org_id and gone.id = r.record_id
  where r.org_id = m.org_id and r.merge_id = m.id and gone.id is null)
order by m.id desc
limit 20;

-- move.ts lockHanging
select id, record_id as "from" from notes where org_id = $1 and record_id = any($2::bigint[]) order by id for update;

-- move.ts lockHanging
select id, record_id as "from"
from attachments
where org_id = $1 and record_id = any($2::bigint[])
order by id
for update;

-- move.ts lockHanging
select id, record_id as "from"
from chat_conversations
where org_id = $1 and record_id = any($2::bigint[])
order by id
for update;

-- move.ts hang
update notes h
set record_id = g."to"
from jsonb_to_recordset($1::jsonb) as g (id bigint, "to" bigint)
where h.org_id = $2 and h.id = g.id;

-- move.ts hang
update attachments h
set record_id = g."to"
from jsonb_to_recordset($1::jsonb) as g (id bigint, "to" bigint)
where h.org_id = $2 and h.id = g.id;

-- move.ts hang
update chat_conversations h
set record_id = g."to", record_module = coalesce($1, h.record_module)
from jsonb_to_recordset($2::jsonb) as g (id bigint, "to" bigint)
where h.org_id = $3 and h.id = g.id;

-- undo.ts undoMerge.released
delete
from unique_values u using jsonb_to_recordset($1::jsonb) as g ("fieldId" bigint, token text)
where u.org_id = $2 and u.record_id = $3 and u.field_id = g."fieldId" and u.token = decode(g.token, 'hex');

-- undo.ts lockMerge
select record_id as "keepId", moved, array(select m.record_id::text
  from merged_records m
  where m.org_id = merges.org_id and m.merge_id = merges.id) as "otherIds"
from merges
where org_id = $1 and id = $2 and module_id = $3;

-- undo.ts lockMerge.rows
select id, true as changeable, deleted_at is not null as deleted
from records
where records.org_id = $1 and records.module_id = $2 and true and id = any($3::bigint[])
order by id
for update;

-- undo.ts lockMerge.undone
delete from merges where org_id = $1 and id = $2 returning id;

-- undo.ts lockMerge
delete from merged_records where org_id = $1 and merge_id = $2;

-- undo.ts uniqueToGive.taken
select
from unique_values u
join jsonb_to_recordset($1::jsonb) as g ("fieldId" bigint, token text) on u.field_id = g."fieldId" and u.token =
  decode(g.token, 'hex')
where u.org_id = $2 and u.record_id <> $3;

-- undo.ts bringBack
update records set deleted_at = null, deleted_by = null where org_id = $1 and id = any($2::bigint[]);

-- undo.ts bringBack
insert into unique_values (org_id, field_id, token, record_id)
select $1, g."fieldId", decode(g.token, 'hex'), g."from"
from jsonb_to_recordset($2::jsonb) as g ("fieldId" bigint, token text, "from" bigint);
