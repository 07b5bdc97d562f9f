-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- total.ts totalOf
select count(*)::int as records, sum(amount)::text as sum
from (select ("values" ->> $1::text)::numeric as amount
  from records
  where (records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and "k2" = '')
  limit $4) as added;
