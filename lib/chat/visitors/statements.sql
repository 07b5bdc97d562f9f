-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- begin-visit.ts beginVisit
insert into chat_visitors (org_id, id, brand_id, secret_hash, visit_id, created_at, last_seen_at)
values ($1, $2, $3, $4, $5, now(), now());

-- begin-visit.ts knownVisitor
update chat_visitors
set last_seen_at = now(), left_at = null, visit_id = case when last_seen_at < now() - make_interval(mins => $1) then
  $2 else visit_id end
where org_id = $3 and id = $4
returning visit_id;

-- begin-visit.ts knownVisitor
select id
from chat_conversations
where org_id = $1 and visitor_id = $2 and status <> 'closed' and deleted_at is null
order by id desc
limit 1;

-- begin-visit.ts changedSecret
update chat_visitors
set old_secret_hash = secret_hash, secret_hash = next_secret_hash, next_secret_hash = null, old_until = now() +
  make_interval(mins => $1), secret_made_at = now()
where org_id = $2 and id = $3 and next_secret_hash is not null;

-- begin-visit.ts changedSecret
update chat_visitors set next_secret_hash = $1 where org_id = $2 and id = $3;

-- block.ts blockVisitor
insert into chat_blocks (org_id, id, kind, token, created_by, created_at, until, conversation_id)
values ($1, $2, $3, $4, $5, now(), case when $6::int is not null then now() + make_interval(days => $7::int) end,
    $8) on conflict (org_id, kind, token) do update
set until = excluded.until, created_by = excluded.created_by, created_at = excluded.created_at, conversation_id =
  excluded.conversation_id;

-- block.ts listBlocks
select b.id, b.kind, b.created_at as "createdAt", u.name as "createdBy", b.until, b.conversation_id as
  "conversationId"
from chat_blocks b
left join users u on u.org_id = b.org_id and u.id = b.created_by
where b.org_id = $1 and (b.until is null or b.until > now())
order by b.id desc
limit 500;

-- block.ts unblock
delete from chat_blocks where org_id = $1 and id = $2 returning kind, conversation_id;

-- blocked.ts isBlocked.rows
select 1
from chat_blocks
where org_id = $1 and (until is null or until > now()) and ((kind = 'visitor' and token = $2) or (kind = 'address'
    and token = $3))
limit 1;

-- end.ts endVisitor
update chat_visitors
set ended_at = now(), left_at = now(), next_secret_hash = null, old_secret_hash = null
where org_id = $1 and id = $2;

-- end.ts endVisitor.open
select id, visit_id as "visitId", seq
from chat_conversations
where org_id = $1 and visitor_id = $2 and deleted_at is null and status <> 'closed';

-- known.ts findKnownVisitor
select v.brand_id as "brandId", v.secret_hash as current, v.next_secret_hash as next, case when v.old_until > now()
  then v.old_secret_hash end as old, v.secret_made_at < now() - make_interval(hours => $1) as "isAged"
from chat_visitors v
left join lateral (select bool_or(c.status <> 'closed') as going_on, max(c.closed_at) as closed_at
  from chat_conversations c
  where c.org_id = v.org_id and c.visitor_id = v.id and c.deleted_at is null) c on true
where v.org_id = $2 and v.id = $3 and v.ended_at is null and (c.going_on or coalesce(c.closed_at, v.last_seen_at) >
    now() - make_interval(days => $4));

-- tokens.ts chatBits.rows
select count(*)::int as rows from (select from chat_conversations where org_id = $1 limit $2) as counted;

-- tokens.ts chatBits.rows, a part of others
select from chat_tokens where org_id = $1 and field = 'word' limit $2;

-- tokens.ts chatBits.rows, a part of others
select from chat_conversations where org_id = $1 limit $2;
