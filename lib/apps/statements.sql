-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- of-record.ts appsOfRecord.remotes
select connection_id as "connectionId", to_json(sent_at) #>> '{}' as "sentAt", to_json(restricted_at) #>> '{}' as
  "restrictedAt", removed_at is not null as removed
from app_remotes
where org_id = $1 and record_id = $2;

-- simulate.ts simulate
select id, name, owner_id, "values", sealed, seal_version, version, source, created_at, created_by, modified_at,
  modified_by
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- simulate.ts simulate
select sent_marked as has
from app_remotes
where org_id = $1 and connection_id = $2 and record_id = $3 and removed_at is null;

-- would-stay.ts wouldStay
select suspended_at is not null as suspended from app_health where org_id = $1 and connection_id = $2;
