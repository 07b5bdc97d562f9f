-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- deleted.ts readDeleted.rows
select *, at::text as exactly
from (select id, name, deleted_at as at, deleted_by as by, 'recycle' as type
  from records
  where records.org_id = $1 and records.module_id = $2 and deleted_at is not null and true and $3
  union all
  select record_id as id, null as name, at, actor_id as by, 'permanent' as type
  from ledger_entries
  where org_id = $4 and action = 'record.purge' and outcome = 'done' and module = $5 and $6) gone
where true
order by at desc, id desc
limit $7
offset $8;

-- people.ts peopleOf.rows
select name, id, email from users where org_id = $1 and id = any($2::bigint[]);

-- reading.ts reading.answer.limited
select set_config('statement_timeout', '10s', true);
