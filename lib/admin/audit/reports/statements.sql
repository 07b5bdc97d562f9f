-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- count.ts disclosures.rows
select exit as a, exit as label, purpose as b, count(*)::int as n
from disclosures
where org_id = $1 and at >= $2::timestamptz
group by exit, purpose
order by 4 desc, 1, 3;
