-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- every-org.ts everyOrgId
select set_config('app.every_org', 'on', true);

-- every-org.ts everyOrgId.rows
select org_id from orgs order by org_id;

-- listen.ts listenTo.asking, sent by no test
select 1;

-- primary.ts takesChanges
select current_setting('transaction_read_only') as "readOnly";

-- transaction.ts inOrg
select app.begin_act($1) as version;

-- transaction.ts writeInOrg.begin
select app.begin_act($1) as version, set_config('app.writer', $2, true);

-- transaction.ts writeAlso
select set_config('app.writer', coalesce(nullif(current_setting('app.writer', true), ''), $1), true);

-- transaction.ts changeInOrg
select app.begin_change($1, $2) as version;
