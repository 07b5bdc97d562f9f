-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- note.ts insertLines
with lines as (insert into disclosures (org_id, id, at, exit, recipient, address, purpose, module_id, fields,
      conversation_id, actor_id, subject_id)
  select $1, l.id, $2::timestamptz, l.exit, coalesce(l.recipient, $3::text || case when $4::text = 'client' then
      coalesce(', for ' || u.name, '') else '' end), coalesce(l.address, u.email, ''), l.purpose, l.module,
    l.fields, l.conversation, $5, l.subject
  from jsonb_to_recordset($6::text::jsonb) as l (id bigint, exit text, recipient text, address text, purpose text,
      module bigint, fields text[], conversation bigint, subject bigint)
  left join users u on u.org_id = $7 and u.id = $8
  returning id)
insert into disclosure_records (org_id, record_id, disclosure_id)
select $9, r.record, lines.id
from unnest($10::bigint[], $11::bigint[]) as r (id, record)
join lines on lines.id = r.id;

-- note.ts insertRecords
insert into disclosure_records (org_id, record_id, disclosure_id)
select $1, r.record, r.id
from unnest($2::bigint[], $3::bigint[]) as r (id, record);
