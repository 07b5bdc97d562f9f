-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- count.ts readRows
select counted.key, (select u.name
  from users u
  where u.org_id = $1 and u.id::text = min(counted.key)) as label, grouping(counted.key) = 1 as is_total,
  count(*)::int as volume, count(*) filter (where missed)::int as missed, avg(wait)::text as wait, avg(answer)::text
  as answer, avg(rating)::text as rating
from (select c.operator_id::text as key, c.rating, c.status = 'missed' or (c.status = 'waiting' and c.started_at <=
      now() - make_interval(secs => $2)) as missed, extract(epoch from c.picked_up_at - c.started_at) as wait,
    extract(epoch from f.at - c.started_at) as answer
  from chat_conversations c
  left join lateral (select min(m.at) as at
    from chat_messages m
    where m.org_id = c.org_id and m.conversation_id = c.id and m.kind = 'operator') as f on true
  where c.org_id = $3 and c.deleted_at is null and c.started_at >= $4::timestamptz) as counted
group by grouping sets ((counted.key), ())
order by is_total desc, counted.key
limit $5;
