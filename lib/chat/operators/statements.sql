-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- availability.ts getAvailability, sent by no test
select available, max_conversations as "maxConversations" from chat_operators where org_id = $1 and user_id = $2;

-- availability.ts setAvailability.written
insert into chat_operators as o (org_id, user_id, available, max_conversations, seen_at)
values ($1, $2, $3, coalesce($4::int, 5), now()) on conflict (org_id, user_id) do update
set available = excluded.available, seen_at = now(), max_conversations = coalesce($5::int, o.max_conversations);

-- find.ts requireOperator
select u.id, u.name
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
where u.org_id = $1 and u.id = $2 and u.active and not u.phi_suspended and p.rights -> 'org' ? 'revealPhi';

-- list.ts listOperators, sent by no test
select u.id, u.name, coalesce(o.max_conversations, 5) as "maxConversations", coalesce(o.available and o.seen_at >
    now() - make_interval(secs => $1), false) as available, (select count(*)::int
  from chat_conversations c
  where c.org_id = u.org_id and c.operator_id = u.id and c.status = 'open' and c.deleted_at is null) as load
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
left join chat_operators o on o.org_id = u.org_id and o.user_id = u.id
where u.org_id = $2 and u.active and not u.phi_suspended
order by available desc, lower(u.name)
limit 500;
