-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- find.ts lockImport
select id, module, status, params, result, created_at as "createdAt", expires_at as "expiresAt"
from jobs
where org_id = $1 and id = $2 and kind = 'import' and module = $3 and created_by = $4
for update;

-- imported-before.ts importedBefore
select coalesce(j.started_at, j.created_at) as at, made.records, j.status
from jobs j
cross join lateral (select count(*)::int as records
  from (select
    from records
    where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and records.created_at
      between j.created_at - interval '1 minute' and coalesce(j.finished_at, now()) + interval '1 minute' and
      records.import_id = j.id
    limit $3) as r) as made
where j.org_id = $4 and j.kind = 'import' and j.module = $5 and j.id <> $6 and j.created_at > now() - interval
  '1 year' and j.params ->> 'fileDigest' = $7 and (made.records > 0 or (j.created_by = $8 and j.status in ('queued',
    'running')))
order by j.id desc
limit 1;

-- queries.ts hasRecords
select exists (select
  from records
  where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true) as some;

-- queries.ts listImports.rows
select id, module, status, (params ->> 'rows')::int as rows, coalesce((result ->> 'taken')::int, 0) as taken,
  coalesce((result ->> 'overwritten')::int, 0) as overwritten, coalesce((result ->> 'skipped')::int, 0) as skipped,
  coalesce((result ->> 'failed')::int, 0) as failed, (result -> 'undone') is not null as undone, created_at as
  "createdAt"
from jobs
where org_id = $1 and kind = 'import' and created_by = $2 and module is not null
order by id desc
limit 100;
