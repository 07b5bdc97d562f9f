-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- budget.ts budgetsOfPerson
select profile_id as "profileId" from users where org_id = $1 and id = $2;

-- budget.ts count
select spent, hour, day, wait_seconds as "waitSeconds" from app.spend_disclosure($1, $2, $3, $4, $5);

-- budget.ts tellSpent
select app.tell_disclosure($1, $2) as first;

-- conversations.ts openingOf
select mac, session_id as "sessionId", (extract(epoch from opened_at) * 1000)::double precision as "openedMs"
from chat_readers
where org_id = $1 and conversation_id = $2 and user_id = $3;

-- reveal.ts reveal.committed
select id, values, sealed, seal_version
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- subject.ts openForSubject
select id, values, sealed, seal_version
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- subject.ts noteGiven
select exists(select from notes where org_id = $1 and record_id = $2) as notes, exists(select
  from attachments
  where org_id = $3 and record_id = $4) as files;
