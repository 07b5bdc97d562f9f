-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- due-rows.ts dueRows.due
select id, leaf from app.due_entries($1, $2::date, $3) where not held and id > $4 order by id limit $5;

-- due-rows.ts firstCheckpointSize
select min(size) as size from ledger_checkpoints where org_id = $1;

-- due.ts dueMonths
select kind, to_char(month, 'YYYY-MM') as month, due::int as due, held::int as held
from app.due_months($1, $2::text::jsonb);

-- expire.ts expireBatch.written
select app.expire_entries($1, $2, $3::date, $4, $5::bigint[], $6::text[]);

-- holds.ts setHold.written
insert into ledger_holds (org_id, id, scope, subject_id, set_by, set_at)
values ($1, $2, $3, $4, $5, $6::timestamptz);

-- holds.ts hasEntries
select $1 and exists (select from users where org_id = $2 and id = $3) or exists (select
  from ledger_entries
  where org_id = $4 and record_id = $5) as found;

-- holds.ts lockHold
select 1 from ledger_holds where org_id = $1 and id = $2 for update;

-- holds.ts lift
update ledger_holds set lifted_by = $1, lifted_at = now() where org_id = $2 and id = $3;

-- queries.ts holdsOf.people
select id, name from users where org_id = $1 and id = any($2::bigint[]);

-- queries.ts holdsOf.waiting
select subject_id as id from approvals where org_id = $1 and kind = 'ledger.lift' and state = 'waiting';

-- take-turns.ts takeTurns
select pg_advisory_xact_lock(hashtextextended('retention', $1));

-- terms.ts setTerms
select 1 from orgs where org_id = $1 for no key update;

-- terms.ts isAskedFor
select exists (select 1
  from approvals
  where org_id = $1 and kind = $2 and subject_id = $3 and state = 'waiting') as waits;
