-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- changed-since.ts changedSince
with hanging (record_id, id, what) as (select record_id, id, 'note'
  from notes
  where org_id = $1 and record_id = any($2::bigint[])
  union all
  select record_id, id, 'file'
  from attachments
  where org_id = $3 and record_id = any($4::bigint[])
  union all
  select record_id, id, 'conversation'
  from chat_conversations
  where org_id = $5 and record_id = any($6::bigint[]))
select record_id as id, what, count(*)::int as n
from hanging
where id <> all($7::bigint[])
group by record_id, what
union all
select record_id, 'rewritten note', count(*)::int
from notes
where org_id = $8 and record_id = any($9::bigint[]) and id = any($10::bigint[]) and modified_at >= $11::timestamptz
group by record_id
order by what;

-- changed-since.ts pointingTo
select l.target_id as id, count(distinct l.record_id)::int as n
from links l
join records on records.org_id = l.org_id and records.id = l.record_id
where l.org_id = $1 and l.target_id = any($2::bigint[]) and l.record_id <> all($3::bigint[]) and ((records.org_id =
      $4 and records.module_id = $5 and deleted_at is null and true))
group by l.target_id;

-- convert.ts convertLead
insert into conversions (org_id, id, lead_id, contact_id, account_id, deal_id, made, moved, converted_at,
    converted_by)
values ($1, $2, $3, $4, $5, $6, $7::bigint[], $8::jsonb, $9::timestamptz, $10);

-- convert.ts ownerOf.active
select from users where org_id = $1 and id = $2 and active;

-- hanging.ts moveBack.still
select id from notes where org_id = $1 and record_id = $2 and id = any($3::bigint[]) and true order by id for update;

-- hanging.ts moveNotes.rows
select id, sealed, seal_version as version from notes where org_id = $1 and id = any($2::bigint[]);

-- hanging.ts moveNotes
update notes n
set record_id = $1, sealed = decode(g.sealed, 'hex'), seal_version = g.version
from jsonb_to_recordset($2::jsonb) as g (id bigint, sealed text, version int)
where n.org_id = $3 and n.id = g.id;

-- lock.ts lockLead
select id, "values", sealed, seal_version, owner_id, version, true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3
for update;

-- lock.ts isAnyConverted.found
select from conversions where org_id = $1 and lead_id = any($2::bigint[]) limit 1;

-- lock.ts lockContact
select true as changeable
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and id = $3
for update;

-- mapping.ts readMapping
select pairs, version from conversion_mappings where org_id = $1;

-- of-record.ts conversionsOf.rows
select c.id, c.lead_id as "leadId", c.contact_id as "contactId", c.account_id as "accountId", c.deal_id as "dealId",
  to_char(c.converted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "convertedAt", coalesce(u.name,
  'a former user') as by
from conversions c
left join users u on u.org_id = c.org_id and u.id = c.converted_by
where c.org_id = $1 and c."lead_id" = $2
order by c.id desc
limit $3;

-- stored.ts findConversion
select id, lead_id as "leadId", contact_id as "contactId", account_id as "accountId", deal_id as "dealId",
  made::text[] as made, moved, converted_by as "convertedBy", to_char(converted_at at time zone 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "convertedAt"
from conversions
where org_id = $1 and id = $2 and lead_id = $3;

-- undo.ts undoConversion.writes
update records set deleted_at = $1::timestamptz, deleted_by = $2 where org_id = $3 and id = any($4::bigint[]);

-- undo.ts undoConversion.writes
delete from conversions where org_id = $1 and id = $2;

-- undo.ts lockLead
select true as changeable, deleted_at is not null as deleted
from records
where records.org_id = $1 and records.module_id = $2 and true and id = $3
for update;

-- undo.ts lockMade.rows
select r.id, r.module_id as "moduleId", r.version, exists (select
  from merged_records m
  join merges on merges.org_id = m.org_id and merges.id = m.merge_id
  where m.org_id = r.org_id and (m.record_id = r.id or m.kept_id = r.id)) as merged
from records r
where r.org_id = $1 and r.id = any($2::bigint[]) and (r.deleted_at is null or exists (select
    from merged_records m
    where m.org_id = r.org_id and m.record_id = r.id))
order by r.id
for update of r;

-- undo.ts lockMade.mayChange
select
from records
where records.org_id = $1 and records.module_id = $2 and deleted_at is null and true and true and id = $3;
