-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- busy-with.ts busyWith.rows
with ends as (select key as module, value ->> 0 as field, value -> 1 as over
  from jsonb_each($1::jsonb)), pairs as (select *
  from unnest($2::bigint[], $3::bigint[]) as p (person_id, record_id))
select p.person_id, p.record_id
from pairs p
where exists (select
  from records r
  where r.org_id = $4 and r.id = p.record_id and (r.owner_id = p.person_id or r.created_by = p.person_id)) or exists
(select
  from links l
  join records r on r.org_id = l.org_id and r.id = l.record_id and r.deleted_at is null and r.owner_id = p.person_id
  join modules m on m.org_id = r.org_id and m.id = r.module_id
  left join ends s on s.module = m.api_name
  where l.org_id = $5 and l.target_id = p.record_id and case when r."values" ? s.field then not s.over ? (r."values"
    ->> s.field) else r.modified_at > now() - interval '30 days' end) or exists (select
  from chat_conversations c
  where c.org_id = $6 and c.record_id = p.record_id and c.operator_id = p.person_id and c.deleted_at is null and
    coalesce(c.closed_at, now()) > now() - interval '30 days');

-- count-desk.ts countDesk.rows
select rule, count(*)::int as open, count(*) filter (where open_since <= $1::timestamptz)::int as overdue
from (select rule, open_since
  from review_items
  where org_id = $2 and state = 'open' and person_id <> $3
  limit $4) o
group by rule
order by count(*) desc, rule;

-- evidence.ts readRecent
select e.*
from unnest($1::bigint[]) as a (id)
cross join lateral (select id, at, action, outcome, actor_kind, actor_id, actor_name, module, record_id
  from ledger_entries
  where org_id = $2 and actor_id = a.id and id >= $3 and id < $4 and at between $5::timestamptz and $6::timestamptz
    and action <> 'user.sign_in_failed' and (action = any($7::text[]) or outcome = 'refused')
  order by id desc
  limit $8) e
order by e.id;

-- evidence.ts readUsual.rows
select a.person_id, count(*)::float / count(distinct date_trunc('hour', e.at)) as usual
from unnest($1::bigint[], $2::bigint[]) as a (id, person_id)
join ledger_entries e on e.org_id = $3 and e.actor_id = a.id and e.id >= $4 and e.id < $5 and e.at between
  $6::timestamptz and $7::timestamptz and e.action = any($8::text[]) and e.outcome = 'done'
group by a.person_id;

-- evidence.ts readLast.rows
select f.id, (select e.at
  from ledger_entries e
  where e.org_id = $1 and e.actor_id = f.id and e.id < f.first and e.action <> 'user.sign_in_failed'
  order by e.id desc
  limit 1) as at
from unnest($2::bigint[], $3::bigint[]) as f (id, first);

-- evidence.ts readFirstTimes.rows
select n.id
from unnest($1::bigint[], $2::bigint[], $3::text[]) as n (id, actor_id, action)
where not exists (select
  from ledger_entries e
  where e.org_id = $4 and e.actor_id = n.actor_id and e.action = n.action and e.outcome = 'done' and e.id < n.id);

-- find.ts findReviews.leaves
select index, entry_id from ledger_leaves where org_id = $1 and index >= $2 order by index limit $3;

-- find.ts readActs
select id, at, action, outcome, actor_kind, actor_id, actor_name, module, record_id
from ledger_entries
where org_id = $1 and id = any($2::bigint[]) and at between $3::timestamptz and $4::timestamptz
order by id;

-- items.ts makeItem
insert into review_items (org_id, id, rule, person_id, person_name, key, module, record_id, score, facts, entries,
    from_at, to_at, found_at, state, open_since)
values ($1, $2, $3, $4, $5, $6, $7, $8, 0, '{}', 0, $9::timestamptz, $10::timestamptz, $11::timestamptz, 'open',
    $12::timestamptz) on conflict (org_id, rule, person_id, key) do nothing
returning id;

-- items.ts makeItem
select id from review_items where org_id = $1 and rule = $2 and person_id = $3 and key = $4 for update;

-- items.ts addEntries.added
insert into review_item_entries (org_id, item_id, entry_id)
select $1, $2, e
from unnest($3::bigint[]) as e on conflict do nothing
returning entry_id;

-- items.ts grow
update review_items
set entries = entries + $1, score = greatest(score, $2), facts = $3::jsonb, person_name = $4, from_at =
  least(from_at, $5::timestamptz), to_at = greatest(to_at, $6::timestamptz), open_since = case when state = 'open'
  then open_since else $7::timestamptz end, overdue_told_at = case when state = 'open' then overdue_told_at end,
  decided_at = null, state = 'open'
where org_id = $8 and id = $9;

-- named.ts namedOf.found
select facts, expired_by
from ledger_entries
where org_id = $1 and action = 'review.find' and outcome = 'done' and actor_kind = 'system' and id >= $2 and id < $3
  and at >= $4::timestamptz and at < $5::timestamptz
order by id;

-- named.ts areAsFound.found
select i.id as item_id, e.facts, e.expired_by
from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as i (id, first, last)
join ledger_entries e on e.org_id = $4 and e.action = 'review.find' and e.outcome = 'done' and e.actor_kind =
  'system' and e.id >= i.first and e.id < i.last and e.at between $5::timestamptz and $6::timestamptz and
  (e.expired_by is not null or strpos(e.facts, '"' || i.id || '"') > 0);

-- overdue.ts tellOverdue.due
update review_items
set overdue_told_at = $1::timestamptz
where org_id = $2 and state = 'open' and open_since <= $3::timestamptz and overdue_told_at is null
returning person_id;

-- overdue.ts tellEach.reviewers
select u.id
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.active and p.rights -> 'org' ? 'readWholeLedger';

-- people-of-acts.ts readPeople.rows
with owners as (select id
  from users
  where org_id = $1 and id = any($2::bigint[])
  union
  select owner_id
  from api_clients
  where org_id = $3 and id = any($4::bigint[]))
select a.actor_id, u.id, u.name, u.time_zone, u.created_at
from (select id as actor_id, id as user_id
  from owners
  union all
  select c.id, c.owner_id
  from api_clients c
  join owners o on o.id = c.owner_id
  where c.org_id = $5) a
join users u on u.org_id = $6 and u.id = a.user_id;

-- people-of-acts.ts readBefore.rows
select actor_id, actor_name, facts
from ledger_entries
where org_id = $1 and action = 'user.update' and outcome = 'done' and actor_id = any($2::bigint[]) and subject_id =
  actor_id and id >= $3 and at >= $4::timestamptz
order by id desc
limit $5;

-- position.ts lockPosition.made
insert into review_positions (org_id, next_leaf, at)
select $1, 0, $2::timestamptz
where not exists (select from review_positions where org_id = $3) on conflict do nothing
returning 1;

-- position.ts lockPosition
select next_leaf from review_positions where org_id = $1 for update;

-- position.ts firstLeaf
select index from ledger_leaves where org_id = $1 and entry_id >= $2 order by entry_id limit 1;

-- position.ts movePosition
update review_positions set next_leaf = $1, at = $2::timestamptz where org_id = $3;

-- position.ts readPosition
select next_leaf from review_positions where org_id = $1;

-- report-month.ts readMonth.rows
select id, rule, person_id, person_name, entries, found_at, open_since, state
from review_items
where org_id = $1 and id = any($2::bigint[])
order by id;

-- same-names.ts readRows
select id, "values", sealed, seal_version
from records
where org_id = $1 and module_id = $2 and id = any($3::bigint[]);

-- settings.ts updateReviewSettings
select 1 from orgs where org_id = $1 for no key update;

-- sign-off.ts signOff.rows
select id, rule, person_id, entries, state
from review_items
where org_id = $1 and id = any($2::bigint[])
order by id
for update;

-- sign-off.ts signOff
insert into review_sign_offs (org_id, item_id, id, verdict, by_id, by_name, at, entries)
select $1, s.item_id, s.id, $2, $3, $4, $5::timestamptz, s.entries
from unnest($6::bigint[], $7::bigint[], $8::int[]) as s (item_id, id, entries);

-- sign-off.ts signOff
update review_items
set state = $1, decided_at = case when $2 = 'open' then null else $3::timestamptz end, open_since = case when $4 =
  'open' then $5::timestamptz else open_since end, overdue_told_at = case when $6 = 'open' then null else
  overdue_told_at end
where org_id = $7 and id = any($8::bigint[]);

-- verdicts.ts readVerdicts.rows
select e.id, e.subject_id as item_id, e.actor_id as by_id, e.actor_name as by_name, e.at, e.facts, l.index as leaf,
  s.verdict as kept
from ledger_entries e
left join review_sign_offs s on s.org_id = e.org_id and s.item_id = e.subject_id and s.id = e.id and s.by_id =
  e.actor_id
left join ledger_leaves l on l.org_id = e.org_id and l.entry_id = e.id
where e.org_id = $1 and e.action = 'review.sign_off' and e.outcome = 'done' and e.subject_id = any($2::bigint[]) and
  e.id >= $3 and e.at >= $4::timestamptz
order by e.id desc;

-- verdicts.ts countUnproven
select count(*)::int as count
from review_sign_offs s
where s.org_id = $1 and s.item_id = any($2::bigint[]) and not exists (select
  from ledger_entries e
  where e.org_id = s.org_id and e.id = s.id and e.action = 'review.sign_off' and e.outcome = 'done' and e.subject_id
    = s.item_id and e.actor_id = s.by_id and e.at between s.at - interval '1 day' and s.at + interval '1 day' and
    (e.expired_by is not null or e.facts::jsonb ->> 'verdict' = s.verdict));

-- view.ts readItems
select i.id, i.rule, i.person_id, i.person_name, i.score, i.facts, i.entries, i.found_at, i.open_since, i.state,
  array(select e.entry_id
  from review_item_entries e
  where e.org_id = i.org_id and e.item_id = i.id
  order by e.entry_id desc
  limit $1) as newest
from review_items i
where i.org_id = $2 and i.state = $3 and i.person_id <> $4 and ($5::text is null or i.rule = $6) and ($7::bigint is
  null or i.person_id = $8) and (i.score, i.id) < ($9, $10::bigint)
order by i.score desc, i.id desc
limit $11;

-- view.ts countOpen
select count(*)::int as open, count(*) filter (where open_since <= $1::timestamptz)::int as overdue, (select at from
  review_positions where org_id = $2) as looked_at
from (select open_since
  from review_items
  where org_id = $3 and state = 'open' and person_id <> $4
  limit $5) o;

-- view.ts readSignOffs.found
select item_id, id, verdict, by_name, at
from review_sign_offs
where org_id = $1 and item_id = any($2::bigint[])
order by id desc;
