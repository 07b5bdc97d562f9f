-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- select.ts findEnd
select id
from records
where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true) and id > $3
order by id
offset $4
limit 1;

-- select.ts selectCells.read
select string_agg(array_to_string(array[ r.id::text , r."values" ->> $1::text , r."values" ->> $2::text , owner.name
      , r.owner_id::text , (r."created_at" at time zone 'UTC')::text , (r."modified_at" at time zone 'UTC')::text],
      chr($3::int), ''), chr($4::int)
  order by r.id), max(r.id), count(*), null
from (select id, owner_id, "values", created_at, modified_at
  from records
  where (records.org_id = $5 and records.module_id = $6 and deleted_at is null and true) and id > $7
  order by id
  limit $8) r
left join users owner on owner.org_id = $9 and owner.id = r.owner_id;
