-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find-equal.ts findOne.rows
select record_id from unique_values where org_id = $1 and field_id = $2 and token = decode($3, 'hex');

-- find-equal.ts findOne.rows
select id, "values", sealed, seal_version
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and ((lower(("values" ->>
  $3::text)) = lower($4::text)))
limit $5;

-- hold-values.ts holdValues
select pg_advisory_xact_lock_shared($1::bigint)
union all
select pg_advisory_xact_lock(lock)
from (select distinct lock
  from unnest($2::bigint[]) as l (lock)
  order by lock
  offset 0) as held;

-- hold-values.ts holdModules
select pg_advisory_xact_lock(lock)
from (select distinct lock
  from unnest($1::bigint[]) as l (lock)
  order by lock
  offset 0) as held;

-- index-bits.ts indexBits.records
select count(*)::int as rows
from (select
  from records
  where org_id = $1 and module_id = $2 and deleted_at is null
  limit $3) as counted;

-- insert.ts insertRecords
with given as (select *
  from jsonb_to_recordset($1::jsonb) as r (id bigint, "ownerId" bigint, name text, "nameKey" text, "values" jsonb,
      sealed text, blind jsonb, "unique" jsonb, links jsonb, k1 text, k2 text, k3 text, k4 text, k5 text, k6 text,
      k7 text, k8 text)), inserted as (insert into records (org_id, id, module_id, owner_id, name, name_key,
      "values", sealed, seal_version, source, import_id, created_at, created_by, modified_at, modified_by, k1, k2,
      k3, k4, k5, k6, k7, k8)
  select $2, id, $3, coalesce("ownerId", $4), name, "nameKey", "values", decode(sealed, 'hex'), (sealed is not
    null)::int, $5, $6, $7::timestamptz, $8, $9::timestamptz, $10, k1, k2, k3, k4, k5, k6, k7, k8
  from given), indexed as (insert into blind_index (org_id, field_id, token, record_id)
  select $11, (t ->> 'fieldId')::bigint, decode(t ->> 'token', 'hex'), g.id
  from given g, jsonb_array_elements(g.blind) t), claimed as (insert into unique_values (org_id, field_id, token,
    record_id)
  select $12, (t ->> 'fieldId')::bigint, decode(t ->> 'token', 'hex'), g.id
  from given g, jsonb_array_elements(g."unique") t), linked as (insert into links (org_id, field_id, record_id,
    target_id)
  select $13, (t ->> 'fieldId')::bigint, g.id, (t ->> 'targetId')::bigint
  from given g, jsonb_array_elements(g.links) t)
select;

-- last-reveals.ts lastReveals.rows
select distinct on (field) field, at, actor_name
from ledger_entries, unnest(fields) as field
where org_id = $1 and record_id = $2 and action = 'record.reveal' and outcome = 'done'
order by field, id desc;

-- list-deleted.ts listDeleted.rows
select id, name, deleted_at, deleted_at::text as at, deleted_by, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is not null and true and true
order by deleted_at desc, id desc
limit $3;

-- list-rows.ts nextRows.read
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true) and id > $3
order by id
limit $4;

-- list-rows.ts readSegment
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by, null::text as sort_key
from records
where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and ("values" -> $3::text) ?|
    $4::text[]) and true
order by id desc
limit $5;

-- list-rows.ts count
select count(*)::int as count
from (select
  from records
  where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true)
  limit $3) as counted;

-- list.ts limitTime
select set_config('statement_timeout', '10s', true), set_config('plan_cache_mode', 'force_custom_plan', true);

-- lookup-options.ts lookupOptions.rows
select id as value, name as label
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and name <> '' and (name_key
  collate "default") like $3
order by name_key, id
limit $4;

-- name-pattern.ts idsByName.found
select app.names_like($1, $2, $3) as id;

-- names.ts userNames.rows
select id, name from users where org_id = $1 and id = any($2::bigint[]);

-- names.ts lookupNames.rows
select id, name
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[]);

-- names.ts activeUsers.rows
select id as value, name as label from users where org_id = $1 and active order by name limit 1000;

-- owner.ts assertOwner.rows
select 1 from users where org_id = $1 and id = $2 and active;

-- record-access.ts requireVisible.rows
select from records where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- record-access.ts requireChangeable.rows
select from records where org_id = $1 and id = $2 and true for key share;

-- recycle.ts deleteRecords.change
update records set deleted_at = $1::timestamptz, deleted_by = $2 where org_id = $3 and id = any($4::bigint[]);

-- recycle.ts restoreRecords.change
update records set deleted_at = null, deleted_by = null where org_id = $1 and id = any($2::bigint[]);

-- recycle.ts restoreRecords.change
delete from merged_records where org_id = $1 and record_id = any($2::bigint[]);

-- recycle.ts purgeRecords.change.attached
select id from attachments where org_id = $1 and record_id = any($2::bigint[]);

-- recycle.ts purgeRecords.change
delete from blind_index where org_id = $1 and record_id = any($2::bigint[]);

-- recycle.ts purgeRecords.change
delete from unique_values where org_id = $1 and record_id = any($2::bigint[]);

-- recycle.ts purgeRecords.change
delete from links where org_id = $1 and (record_id = any($2::bigint[]) or target_id = any($3::bigint[]));

-- recycle.ts purgeRecords.change
delete from records where org_id = $1 and id = any($2::bigint[]);

-- recycle.ts lockAll.rows
select version, modified_at, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[])
order by id
for update;

-- recycle.ts assertNotMerged.merged
select
from merged_records r
join merges m on m.org_id = r.org_id and m.id = r.merge_id
where r.org_id = $1 and r.record_id = any($2::bigint[])
limit 1;

-- references.ts areActive.rows
select 1 from users where org_id = $1 and id = any($2::bigint[]) and active;

-- references.ts areVisible.rows
select 1
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[]);

-- references.ts assertUnique.taken
select distinct u.field_id
from unique_values u
join jsonb_to_recordset($1::jsonb) as c ("fieldId" bigint, token text) on u.field_id = c."fieldId" and u.token =
  decode(c.token, 'hex')
where u.org_id = $2 and u.record_id is distinct from $3;

-- references.ts takeAutoNumbers
insert into auto_numbers (org_id, field_id, next)
values ($1, $2, $3) on conflict (org_id, field_id) do update
set next = auto_numbers.next + $4
returning next;

-- replace-tokens.ts replaceTokens
delete from blind_index where org_id = $1 and record_id = $2 and field_id = any($3::bigint[]);

-- replace-tokens.ts replaceTokens
insert into blind_index (org_id, field_id, token, record_id)
select $1, "fieldId", decode(token, 'hex'), $2
from jsonb_to_recordset($3::jsonb) as t ("fieldId" bigint, token text);

-- replace-tokens.ts replaceTokens
delete from unique_values where org_id = $1 and record_id = $2 and field_id = any($3::bigint[]);

-- replace-tokens.ts replaceTokens
insert into unique_values (org_id, field_id, token, record_id)
select $1, "fieldId", decode(token, 'hex'), $2
from jsonb_to_recordset($3::jsonb) as t ("fieldId" bigint, token text);

-- replace-tokens.ts replaceTokens
delete from links where org_id = $1 and record_id = $2 and field_id = any($3::bigint[]);

-- replace-tokens.ts replaceTokens
insert into links (org_id, field_id, record_id, target_id)
select $1, "fieldId", $2, "targetId"
from jsonb_to_recordset($3::jsonb) as l ("fieldId" bigint, "targetId" bigint);

-- seal-field.ts noteEverySealed
update modules
set every_sealed = $1 and exists (select
  from fields
  where org_id = $2 and module_id = $3 and sealed)
where org_id = $4 and id = $5;

-- seal-field.ts finishSealing
select j.module, j.status = 'done' and not exists (select
  from jobs o
  where o.org_id = j.org_id and o.kind = 'seal_field' and o.module = j.module and o.status in ('queued', 'running'))
  as over
from jobs j
where j.org_id = $1 and j.id = $2 and j.module is not null;

-- seal-field.ts hasMoreThan
select ((select count(*)
    from (select
      from records
      where org_id = $1 and module_id = $2 and deleted_at is null
      limit $3) as live) + (select count(*)
    from (select
      from records
      where org_id = $4 and module_id = $5 and deleted_at is not null
      limit $6) as deleted))::int as count;

-- seal-field.ts sealNextBatch
select id, kind, module, created_by as "createdBy", params, result
from jobs
where org_id = $1 and id = $2 and kind = 'seal_field' and status = 'running' and module is not null
for update;

-- seal-field.ts sealNextBatch
update jobs set done = done + $1, total = coalesce($2, total), result = $3::jsonb where org_id = $4 and id = $5;

-- seal-field.ts countRecords
select count(*)::int as count from records where org_id = $1 and module_id = $2;

-- search-by-id.ts searchById
select module_id as "moduleId", name
from records
where org_id = $1 and id = $2 and ((records.org_id = $3 and records.module_id = $4 and deleted_at is null and true));

-- search-by-name.ts searchByName
select set_config('statement_timeout', '10s', true), set_config('plan_cache_mode', 'force_custom_plan', true);

-- search-by-name.ts searchByName.rows
select id, name
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and name_key > '' and name is
  not null and id = any($3::bigint[])
order by name_key, id
limit $4;

-- search-by-value.ts readNamed.rows
select id, name
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[])
order by id desc;

-- settle-batch.ts settleBatch
select id, "values", sealed, seal_version, name, k1, k2, k3, k4, k5, k6, k7, k8
from records
where org_id = $1 and module_id = $2 and id > $3
order by id
limit $4
for update;

-- settle-batch.ts sealedNamesOf.rows
select api_name from fields where org_id = $1 and module_id = $2 and sealed;

-- settle-batch.ts write
with given as (select *
  from jsonb_to_recordset($1::jsonb) as r (id bigint, name text, "nameKey" text, sealed text, k1 text, k2 text, k3
      text, k4 text, k5 text, k6 text, k7 text, k8 text)), settled as (update records r
  set "values" = case when g.sealed is null then r."values" else r."values" - $2::text[] end, sealed =
    coalesce(decode(g.sealed, 'hex'), r.sealed), seal_version = r.seal_version + (g.sealed is not null)::int, name =
    g.name, name_key = g."nameKey", k1 = g.k1, k2 = g.k2, k3 = g.k3, k4 = g.k4, k5 = g.k5, k6 = g.k6, k7 = g.k7, k8
    = g.k8
  from given g
  where r.org_id = $3 and r.id = g.id), indexed as (insert into blind_index (org_id, field_id, token, record_id)
  select $4, t."fieldId", decode(t.token, 'hex'), t."recordId"
  from jsonb_to_recordset($5::jsonb) as t ("fieldId" bigint, token text, "recordId" bigint) on conflict do nothing)
insert into unique_values (org_id, field_id, token, record_id)
select $6, t."fieldId", decode(t.token, 'hex'), t."recordId"
from jsonb_to_recordset($7::jsonb) as t ("fieldId" bigint, token text, "recordId" bigint) on conflict do nothing;

-- timeline.ts readRows
select id, at, action, actor_id, actor_name, (actor_kind = 'client' or facts::jsonb ->> 'source' is not distinct
    from 'api') as by_program, door, purpose, module, fields, sealed_detail as "sealedDetail"
from ledger_entries
where org_id = $1 and record_id = $2 and outcome = 'done' and action <> all($3) and expired_by is null and true
order by id desc
limit $4;

-- update.ts updateRecord
select "values", sealed, seal_version, version, owner_id, created_at, created_by, modified_at, modified_by, true as
  changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3
for update;

-- visible-row.ts findVisibleRow
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- where.ts idsHolding.rows
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id in (select record_id
  from blind_index
  where org_id = $3 and field_id = $4 and token = any(array(select decode(token, 'hex')
      from unnest($5::text[]) as t (token))))
limit $6;
