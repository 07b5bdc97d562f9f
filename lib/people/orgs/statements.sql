-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- create.ts createOrg
select set_config('app.org_id', $1, true), set_config('app.writer', 'new_org', true);

-- first-run.ts isFirstRun
select set_config('app.every_org', 'on', true);

-- first-run.ts isFirstRun
select exists (select from orgs) as some;

-- first-run.ts offerFirstRun
insert into limits.first_run (code_mac, made_at)
values ($1, $2::timestamptz) on conflict (one) do update
set code_mac = excluded.code_mac, made_at = excluded.made_at;

-- first-run.ts makeFirstOrg.first
delete from limits.first_run returning code_mac as mac;
