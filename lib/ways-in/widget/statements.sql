-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- demo-brand.ts demoBrandKey
select b.id
from chat_brands b
join settings s on s.org_id = b.org_id and s.key = $1
where b.org_id = $2
order by b.id
limit 1;
