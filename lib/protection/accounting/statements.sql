-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- adopt-lines.ts adoptLines.marks
select from state_macs where org_id = $1 and subject = 'accounting' and subject_id = $2;

-- adopt-lines.ts keepLines.lines
select d.id, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, d.exit, d.recipient,
  d.address, d.purpose, d.module_id as "moduleId", d.fields, d.conversation_id as "conversationId", d.actor_id as
  "actorId", d.subject_id as "subjectId"
from disclosures d
where d.org_id = $1 and d.id > $2 and d.mac is null
order by d.id
limit $3;

-- adopt-lines.ts keepLines
update disclosures d
set mac = decode(m.mac, 'hex')
from unnest($1::bigint[], $2::text[]) as m (id, mac)
where d.org_id = $3 and d.id = m.id and d.mac is null;

-- adopt-lines.ts keepRecords.rows
select d.id, to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, d.exit, d.recipient,
  d.address, d.purpose, d.module_id as "moduleId", d.fields, d.conversation_id as "conversationId", d.actor_id as
  "actorId", d.subject_id as "subjectId", r.record_id as "recordId"
from disclosure_records r
join disclosures d on d.org_id = r.org_id and d.id = r.disclosure_id
where r.org_id = $1 and (r.record_id, r.disclosure_id) > ($2, $3) and r.mac is null
order by r.record_id, r.disclosure_id
limit $4;

-- adopt-lines.ts keepGone.rows
select record_id as "recordId", disclosure_id as id
from disclosure_records
where org_id = $1 and (record_id, disclosure_id) > ($2, $3) and mac is null
order by record_id, disclosure_id
limit $4;

-- adopt-lines.ts writeMacs
update disclosure_records r
set mac = decode(m.mac, 'hex')
from unnest($1::bigint[], $2::bigint[], $3::text[]) as m (record, line, mac)
where r.org_id = $4 and r.record_id = m.record and r.disclosure_id = m.line and r.mac is null;

-- gone-conversations.ts keepRecordsOf
select id, record_id as "recordId"
from chat_conversations
where org_id = $1 and id = any($2::bigint[]) and record_id is not null;

-- gone-conversations.ts keepRecordsOf
insert into disclosure_records (org_id, record_id, disclosure_id, mac)
select $1, r.record, r.id, decode(r.mac, 'hex')
from unnest($2::bigint[], $3::bigint[], $4::text[]) as r (id, record, mac) on conflict do nothing;

-- merged.ts withMerged.rows
with recursive found (id) as (select $1::bigint
  union
  select earlier.id
  from found, lateral (select r.record_id as id
    from merged_records r
    where r.org_id = $2 and r.kept_id = found.id
    union all
    select c.lead_id
    from conversions c
    where c.org_id = $3 and c.contact_id = found.id) earlier)
select id
from found
order by id;

-- note.ts whoActs
select name, email from users where org_id = $1 and id = $2;

-- note.ts insertLines
with lines as (insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields,
      conversation_id, actor_id, subject_id, mac)
  select $1, l.id, l.at, l.exit, l.recipient, l.address, l.purpose, l."moduleId", l.fields, l."conversationId",
    l."actorId", l."subjectId", decode(l.mac, 'hex')
  from jsonb_to_recordset($2::text::jsonb) as l (id bigint, at timestamptz, exit text, recipient text, address text,
      purpose text, "moduleId" bigint, fields text[], "conversationId" bigint, "actorId" bigint, "subjectId" bigint,
      mac text)
  returning id)
insert into disclosure_records (org_id, record_id, disclosure_id, mac)
select $3, r.record, lines.id, decode(r.mac, 'hex')
from unnest($4::bigint[], $5::bigint[], $6::text[]) as r (id, record, mac)
join lines on lines.id = r.id;

-- note.ts insertRecords
insert into disclosure_records (org_id, record_id, disclosure_id, mac)
select $1, r.record, r.id, decode(r.mac, 'hex')
from unnest($2::bigint[], $3::bigint[], $4::text[]) as r (id, record, mac);

-- suspensions.ts onlyKept.rows
select s.id, s.record_id as "recordId", s.agency, s.statement, s.starts_on::text as "startsOn", s.ends_on::text as
  "endsOn", to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt", s.created_by as
  "createdBy", coalesce(u.name, 'a former user') as by
from accounting_suspensions s
left join users u on u.org_id = s.org_id and u.id = s.created_by
where s.org_id = $1 and s.record_id = any($2::bigint[])
order by s.id desc
limit 200;
