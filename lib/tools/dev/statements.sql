-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- client.ts findOwner.owners, sent by no test
select set_config('app.sign_in_email', $1, true);

-- client.ts findOwner.owners, sent by no test
select id, org_id as "orgId" from users where email = $1 and active order by org_id;

-- database.ts assertReachable, sent by no test
select 1;

-- migrate.ts migrate
select pg_advisory_lock($1);

-- migrate.ts migrate
select app.ensure_ledger_partitions($1);

-- migrate.ts migrate
grant "careledger_app_role" to "careledger_app";

-- migrate.ts assertAppRole
select rolsuper or rolbypassrls as passes, rolname = current_user as owner from pg_roles where rolname = $1;

-- migrate.ts ensureGroup
select from pg_roles where rolname = $1;

-- migrate.ts ensureGroup
create role "careledger_app_role" nologin;

-- newer-database.ts assertNotNewer
select to_regclass('drizzle.__drizzle_migrations') is not null as made;

-- newer-database.ts assertNotNewer.applied
select created_at::text as at from drizzle.__drizzle_migrations;

-- test-postgres.ts untilIdle, sent by no test
select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1;
