-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- append.ts appendWithChange
with appended as (insert into ledger_entries (org_id, id, at, action, outcome, actor_kind, actor_id, actor_name,
      request_id, ip, module, record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash)
  values ($1, $2, $3::timestamptz, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))
insert into ledger_pending (org_id, entry_id)
values ($21, $22);

-- busy-with.ts recordsBusyWith.rows
select coalesce(record_id, 0) as "recordId", coalesce(max(id), 0) as last
from (select id, record_id, action, outcome
  from ledger_entries
  where org_id = $1 and actor_id = $2 and id > $3 and at > $4::timestamptz
  order by id desc
  limit 300) e
where record_id is not null and outcome = 'done' and action = any($5::text[])
group by record_id
order by last desc
limit 40;

-- committed.ts readCommitted
select c.commitment, c."entryId", coalesce(c.forked, false) as forked, exists (select
  from ledger_entries e
  where e.org_id = r.org_id and e.record_id = r.id and e.expired_by is not null and e.action like 'record.%') as
  expired
from (select $1::bigint as org_id, $2::bigint as id) r
left join lateral (select (array_agg(said
      order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as commitment, (array_agg(e.id::text
      order by split_part(said, '.', 1)::bigint desc, e.id desc))[1] as "entryId", count(distinct said) >
    count(distinct split_part(said, '.', 1)) as forked
  from ledger_entries e, substring(e.facts from '"envelope":"([0-9]{1,18}\.[A-Za-z0-9_-]+)"') as said
  where e.org_id = r.org_id and e.record_id = r.id and e.facts like '%"envelope":"%') c on true;
