-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- accounting.ts gatherAccounting
select set_config('statement_timeout', '10s', true);

-- accounting.ts findShown
select id, name
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3;

-- read-lines.ts nextLines
with found as (select disclosure_id as id, record_id, 'record' as via, mac
  from disclosure_records
  where org_id = $1 and record_id = any($2::bigint[])
  union all
  select d.id, c.record_id, 'linked', null
  from chat_conversations c
  join disclosures d on d.org_id = c.org_id and d.conversation_id = c.id
  where c.org_id = $3 and c.record_id = any($4::bigint[])
  union all
  select d.id, r.record_id, 'gone', r.mac
  from disclosure_records r
  join disclosures d on d.org_id = r.org_id and d.conversation_id = r.disclosure_id
  where r.org_id = $5 and r.record_id = any($6::bigint[])), next as (select distinct d.id
  from found
  join disclosures d on d.org_id = $7 and d.id = found.id
  where d.id > $8 and d.at >= $9::date::timestamp at time zone 'UTC' and d.at < ($10::date + 1)::timestamp at time
    zone 'UTC'
  order by d.id
  limit $11)
select d.id, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, d.exit, d.recipient,
  d.address, d.purpose, d.module_id as "moduleId", d.fields, d.conversation_id as "conversationId", d.actor_id as
  "actorId", d.subject_id as "subjectId", d.mac, found.record_id as "recordId", found.via, found.mac as "recordMac"
from next
join disclosures d on d.org_id = $12 and d.id = next.id
join found on found.id = d.id
order by d.id;

-- rights.ts requireAccountable.rows
select
from records
where org_id = $1 and id = $2 and module_id = $3
union all (select
  from disclosure_records r
  join disclosures d on d.org_id = r.org_id and d.id = r.disclosure_id and d.module_id = $4
  where r.org_id = $5 and r.record_id = any($6::bigint[])
  limit 1)
union all (select
  from chat_conversations
  where org_id = $7 and record_id = any($8::bigint[]) and record_module = $9
  limit 1)
union all (select
  from disclosure_records r
  join disclosures d on d.org_id = r.org_id and d.conversation_id = r.disclosure_id
  where r.org_id = $10 and r.record_id = any($11::bigint[])
  limit 1);

-- suspend.ts suspendAccounting.written
insert into accounting_suspensions (org_id, id, record_id, agency, statement, starts_on, ends_on, created_by,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz);

-- suspend.ts resumeAccounting.written
update accounting_suspensions set ended_at = $1::timestamptz where org_id = $2 and id = $3;
