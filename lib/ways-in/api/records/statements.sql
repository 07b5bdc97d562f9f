-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- deleted.ts readDeleted.rows, not seen yet

-- people.ts peopleOf.rows
select name, id, email from users where org_id = $1 and id = any($2::bigint[]);

-- reading.ts reading.answer.limited
select set_config('statement_timeout', '10s', true);
