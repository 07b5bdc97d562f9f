-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find.ts lockImport
select id, module, status, params, result, created_at as "createdAt", expires_at as "expiresAt"
from jobs
where org_id = $1 and id = $2 and kind = 'import' and module = $3 and created_by = $4
for update;

-- imported-before.ts importedBefore, not seen yet

-- queries.ts hasRecords, not seen yet

-- queries.ts listImports.rows
select id, module, status, (params ->> 'rows')::int as rows, coalesce((result ->> 'taken')::int, 0) as taken,
  coalesce((result ->> 'overwritten')::int, 0) as overwritten, coalesce((result ->> 'skipped')::int, 0) as skipped,
  coalesce((result ->> 'failed')::int, 0) as failed, (result -> 'undone') is not null as undone, created_at as
  "createdAt"
from jobs
where org_id = $1 and kind = 'import' and created_by = $2
order by id desc
limit 100;
