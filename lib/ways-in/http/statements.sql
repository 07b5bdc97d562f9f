-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- health.ts findMissing.seen
select app.migrated_to() as migrated, exists (select from users) or exists (select from records) as stray, not
  exists (select
  from limits.heartbeats
  where name = 'worker' and beat_at > now() - make_interval(secs => $1)) as silent;

-- health.ts findMissing.seen
select set_config('app.every_org', 'on', true);

-- health.ts findMissing.seen
select org_id as id from orgs order by org_id limit 1;
