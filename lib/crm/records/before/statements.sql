-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- forget.ts forgetOld
delete from before_images where org_id = $1 and made_at < $2::timestamptz;

-- forget.ts forgetOld
delete from merges where org_id = $1 and merged_at < $2::timestamptz;

-- held-tokens.ts readTokens.rows
select record_id as "recordId", 'blind' as kind, field_id as "fieldId", encode(token, 'hex') as token
from blind_index
where org_id = $1 and record_id = any($2::bigint[]) and field_id = any($3::bigint[])
union all
select record_id, 'unique', field_id, encode(token, 'hex')
from unique_values
where org_id = $4 and record_id = any($5::bigint[]) and field_id = any($6::bigint[]);

-- held-tokens.ts writeTokens
delete from blind_index where org_id = $1 and record_id = $2 and field_id = any($3::bigint[]);

-- held-tokens.ts writeTokens
delete from unique_values where org_id = $1 and record_id = $2 and field_id = any($3::bigint[]);

-- held-tokens.ts writeTokens
insert into blind_index (org_id, field_id, token, record_id)
select $1, "fieldId", decode(token, 'hex'), $2
from jsonb_to_recordset($3::jsonb) as t ("fieldId" bigint, token text) on conflict do nothing;

-- held-tokens.ts writeTokens
insert into unique_values (org_id, field_id, token, record_id)
select $1, "fieldId", decode(token, 'hex'), $2
from jsonb_to_recordset($3::jsonb) as t ("fieldId" bigint, token text);

-- keep.ts keepBefore.started
insert into before_images as b (org_id, act_id, record_id, fields, "values", sealed, seal_version, tokens,
    version_after, made_at)
select $1, $2, r.id, array(select jsonb_array_elements_text(r.names)), r."values", decode(r.sealed, 'hex'),
  r."sealVersion", r.tokens, r."versionAfter", $3::timestamptz
from jsonb_to_recordset($4::jsonb) as r (id bigint, names jsonb, "values" jsonb, sealed text, "sealVersion" int,
    tokens jsonb, "versionAfter" int) on conflict (org_id, act_id, record_id) do update
set fields = array(select unnest(b.fields)
  union
  select unnest(excluded.fields)), version_after = case when excluded.version_after = b.version_after + 1 then
  excluded.version_after else b.version_after end;

-- keep.ts forgetClear
delete from before_images where org_id = $1 and record_id = any($2::bigint[]) and "values" ?| $3::text[];

-- put-back.ts putBack
delete from before_images where org_id = $1 and act_id = $2 and record_id = any($3::bigint[]);

-- put-back.ts nextIds.rows
select record_id as id
from before_images
where org_id = $1 and act_id = $2 and record_id > $3
order by record_id
limit $4;

-- put-back.ts lockRows
select records.id, i.fields, i."values", i.sealed, i.seal_version, i.tokens, i.made_at,
  jsonb_build_object('owner_id', owner_id::text, 'values', records."values", 'sealed', encode(records.sealed,
    'hex'), 'seal_version', records.seal_version) as now, records.version <> i.version_after as changed_since
from records
join before_images i on i.org_id = records.org_id and i.record_id = records.id and i.act_id = $1
where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and records.id =
  any($4::bigint[]) and true
order by records.id
for update of records;

-- put-back.ts changedSince.found
select e.record_id as id, e.fields
from ledger_entries e
join jsonb_to_recordset($1::jsonb) as a (id bigint, "from" timestamptz) on a.id = e.record_id and e.at >= a."from"
where e.org_id = $2 and e.outcome = 'done' and e.subject_id is distinct from $3 and e.action in ('record.update',
  'record.merge', 'record.unmerge');

-- put-back.ts takenSince.found
select c.id, u.field_id
from unique_values u
join jsonb_to_recordset($1::jsonb) as c (id bigint, "fieldId" bigint, token text) on u.field_id = c."fieldId" and
  u.token = decode(c.token, 'hex')
where u.org_id = $2 and u.record_id <> c.id;

-- write-taken.ts writeTaken.writes
with updated as (update records
  set "values" = $1::jsonb, sealed = $2, seal_version = $3, name = $4, name_key = $5, k1 = $6, k2 = $7, k3 = $8, k4
    = $9, k5 = $10, k6 = $11, k7 = $12, k8 = $13, owner_id = $14, version = version + 1, modified_at =
    $15::timestamptz, modified_by = $16
  where org_id = $17 and id = $18)
select;
