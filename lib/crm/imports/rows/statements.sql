-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find-damaged.ts markDamaged.rows
select id, sealed, seal_version from records where org_id = $1 and id = any($2::bigint[]);

-- find-duplicates.ts findHolders.rows, not seen yet

-- find-duplicates.ts findByIds.rows, not seen yet

-- find-same.ts findSame.candidates, not seen yet

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
select id, lower(name) as name, email
from users
where org_id = $1 and active and (id = any($2::bigint[]) or lower(name) = any($3) or email = any($4));

-- resolve-references.ts findRecords.rows, not seen yet
