-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- conversion-mapping.ts keep.rows
insert into conversion_mappings as m (org_id, pairs, version)
values ($1, $2::jsonb, $3) on conflict (org_id) do update
set pairs = excluded.pairs, version = excluded.version
where m.version = $4
returning version;

-- create-field.ts freeFieldName.rows
select api_name from fields where org_id = $1 and module_id = $2;

-- create-field.ts freeSlot
select from records where org_id = $1 and module_id = $2 limit 1;

-- create-field.ts insertPlace
update layout_fields set position = position + 1 where org_id = $1 and section_id = $2 and position >= $3;

-- delete-field.ts deleteField
delete from layout_fields where org_id = $1 and field_id = $2;

-- delete-field.ts deleteField
delete from unique_values where org_id = $1 and field_id = $2;

-- delete-field.ts deleteField
delete from blind_index where org_id = $1 and field_id = $2;

-- delete-field.ts deleteField
delete from links where org_id = $1 and field_id = $2;

-- delete-field.ts deleteField
delete from auto_numbers where org_id = $1 and field_id = $2;

-- delete-field.ts deleteField
update fields set deleted_at = now(), index_slot = null where org_id = $1 and id = $2;

-- pick-list-use.ts assertOptionsNotInUse
select from records where org_id = $1 and module_id = $2 limit 1;

-- pick-list-use.ts heldOptions.rows
select o.value
from unnest($1::text[]) as o (value)
where exists (select
  from records
  where org_id = $2 and module_id = $3 and "values" -> $4::text ? o.value);

-- queries.ts countRecords.rows
select m.id, (select count(*)::int
  from (select
    from records r
    where r.org_id = $1 and r.module_id = m.id and r.deleted_at is null
    limit $2) found) as count
from unnest($3::bigint[]) as m (id);

-- unique-values.ts releaseUniqueValues
delete from unique_values where org_id = $1 and field_id = $2;

-- unique-values.ts hasValues
select
where exists (select from blind_index where org_id = $1 and field_id = $2) or exists (select
  from records
  where org_id = $3 and module_id = $4 and "values" ? $5::text);

-- unique-values.ts claimAll.rows
select id, "values" -> $1::text as value
from records
where org_id = $2 and module_id = $3 and id > $4 and "values" ? $5::text
order by id
limit $6;

-- unique-values.ts claimAll.claimed
insert into unique_values (org_id, field_id, token, record_id)
select $1, $2, decode(token, 'hex'), "recordId"
from jsonb_to_recordset($3::jsonb) as c ("recordId" bigint, token text) on conflict do nothing;
