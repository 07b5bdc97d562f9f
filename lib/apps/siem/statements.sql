-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- queries.ts getStream
select s.id, s.destination as sealed, s.state, s.next as sent, greatest(coalesce((select size
      from ledger_checkpoints c
      where c.org_id = s.org_id
      order by size desc
      limit 1), 0) - s.next, 0) as behind, to_json(s.sent_at) #>> '{}' as "sentAt", to_json(s.failing_since) #>>
  '{}' as "failingSince", s.problem
from siem_streams s
where s.org_id = $1;

-- read-batch.ts readBatch.rows
select l.index, l.entry_id as "entryId", c.incarnation
from ledger_leaves l
cross join lateral (select incarnation
  from ledger_checkpoints c
  where c.org_id = l.org_id and c.size > l.index
  order by c.size
  limit 1) c
where l.org_id = $1 and l.index >= $2 and l.index < $3
order by l.index;

-- read-batch.ts checkpointWithin
select size, incarnation, note
from ledger_checkpoints
where org_id = $1 and size > $2 and size <= $3
order by size desc
limit 1;

-- set.ts setStream
insert into siem_streams (org_id, id, destination, state, next, failures, due_at, told, created_at)
values ($1, $2, $3, 'active', $4, 0, $5::timestamptz, false, $6::timestamptz) on conflict (org_id) do update
set id = excluded.id, destination = excluded.destination, next = excluded.next, sending_to = null, failures = 0,
  failing_since = null, problem = null, due_at = excluded.due_at, told = false;

-- set.ts setState
update siem_streams
set state = $1, failures = 0, failing_since = null, problem = null, told = false, due_at = now()
where org_id = $2;

-- set.ts endStream
delete from siem_streams where org_id = $1;

-- set.ts lockStream
select id, next, state, destination as sealed from siem_streams where org_id = $1 for update;

-- stream.ts streamBatch.moved
update siem_streams
set next = $1, sending_to = null, sent_at = now(), failures = 0, failing_since = null, problem = null, told = false
where org_id = $2 and id = $3 and next = $4 and sending_to = $5
returning id;

-- stream.ts begin
select id, destination as sealed, next, sending_to as "sendingTo"
from siem_streams
where org_id = $1 and state = 'active' and due_at <= now() + interval '1 millisecond'
for update;

-- stream.ts begin
update siem_streams set sending_to = $1 where org_id = $2 and id = $3;

-- streamer.ts startStreamer
select 1;

-- streamer.ts serve
select pg_try_advisory_lock($1, hashint8($2)) as held;

-- streamer.ts serve
select pg_advisory_unlock($1, hashint8($2));

-- streamer.ts dueOrgs.rows
select app.due_siem_streams() as id;

-- trouble.ts noteFailure
update siem_streams
set failures = failures + 1, failing_since = coalesce(failing_since, now()), problem = $1
where org_id = $2 and true
returning id, failures, to_json(failing_since) #>> '{}' as "failingSince", told;

-- trouble.ts noteFailure
update siem_streams set due_at = $1::timestamptz, told = told or $2 where org_id = $3 and id = $4;

-- trouble.ts noteIfStalled
update siem_streams s
set told = true, failing_since = coalesce(failing_since, now()), problem = coalesce(problem, 'stalled')
where s.org_id = $1 and s.state = 'active' and not s.told and greatest(s.due_at, s.sent_at) < $2::timestamptz and
(select c.at
  from ledger_checkpoints c
  where c.org_id = s.org_id and c.size > s.next
  order by c.size
  limit 1) < $3::timestamptz
returning s.id, s.destination as sealed, s.problem;
