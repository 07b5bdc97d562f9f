-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find-damaged.ts markDamaged.rows
select id, sealed, seal_version from records where org_id = $1 and id = any($2::bigint[]);

-- find-duplicates.ts findHolders.rows
select encode(u.token, 'hex') as token, records.id, records.org_id = $1 and records.module_id = $2 and deleted_at is
  null and true as visible, true as changeable, false as own
from unique_values u
join jsonb_to_recordset($3::jsonb) as c ("fieldId" bigint, token text) on u.field_id = c."fieldId" and u.token =
  decode(c.token, 'hex')
join records on records.org_id = u.org_id and records.id = u.record_id
where u.org_id = $4;

-- find-duplicates.ts findByIds.rows
select id, true as visible, true as changeable, false as own
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = any($3::bigint[]);

-- find-same.ts findSame.candidates
select id, "values", sealed, seal_version, true as changeable, false as own
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and "k1" = any($3::text[])
order by id;

-- find-same.ts mayBeMeant.rows
select encode(token, 'hex') as token from blind_index where org_id = $1 and field_id = $2 and record_id = $3;

-- keep-as-it-is.ts keepAsItIs.stored, not seen yet

-- known-records.ts addValuesForOrder.found
select id, (select coalesce(jsonb_object_agg(key, value), '{}')
  from jsonb_each("values")
  where key = any($1)) as "values"
from records
where org_id = $2 and id = any($3::bigint[]);

-- resolve-references.ts findUsers.rows
select id, lower(name) as name, email, not active as gone
from users
where org_id = $1 and (id = any($2::bigint[]) or lower(name) = any($3) or email = any($4));

-- resolve-references.ts findRecords.rows
select id, lower(name) as name, import_id is not distinct from $1 as own
from records
where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and (id = any($4::bigint[]) or
  lower(name) = any($5));
