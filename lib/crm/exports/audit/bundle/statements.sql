-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- signed.ts isWaiting
select exists (select from ledger_pending where org_id = $1 and entry_id <= $2) as waiting;
