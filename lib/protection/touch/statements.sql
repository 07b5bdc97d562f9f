-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- api-answers.ts claimApiRequest.claimed
insert into api_answers as a (org_id, client_id, key_hash, request_hash, created_at)
values ($1, $2, $3, $4, $5::timestamptz) on conflict (org_id, client_id, key_hash) do update
set request_hash = excluded.request_hash, created_at = excluded.created_at, status = null, body = null
where a.created_at <= excluded.created_at - interval '24 hours'
returning 1;

-- api-answers.ts claimApiRequest
select request_hash as "requestHash", status, body
from api_answers
where org_id = $1 and client_id = $2 and key_hash = $3;

-- api-answers.ts keepApiAnswer
update api_answers
set status = $1, body = $2, request_hash = coalesce($3::bytea, request_hash)
where org_id = $4 and client_id = $5 and key_hash = $6;

-- api-answers.ts releaseApiRequest
delete from api_answers where org_id = $1 and client_id = $2 and key_hash = $3 and status is null;

-- api-use.ts touchApiUse
insert into api_client_use as u (org_id, client_id, window_start, window_calls, last_used_at)
select $1, n."clientId", n."windowStart", n."windowCalls", n."lastUsedAt"
from jsonb_to_recordset($2::jsonb) as n ("clientId" bigint, "windowStart" timestamptz, "windowCalls" int,
    "lastUsedAt" timestamptz)
order by n."clientId" on conflict (org_id, client_id) do update
set window_calls = excluded.window_calls + case when u.window_start = excluded.window_start then u.window_calls else
  0 end, window_start = excluded.window_start, last_used_at = greatest(u.last_used_at, excluded.last_used_at)
where u.window_start <= excluded.window_start;

-- api-use.ts touchApiUse
insert into api_calls as c (org_id, client_id, hour, calls, errors)
select $1, n."clientId", n.hour, n.calls, n.errors
from jsonb_to_recordset($2::jsonb) as n ("clientId" bigint, hour timestamptz, calls int, errors int)
order by n."clientId", n.hour on conflict (org_id, client_id, hour) do update
set calls = c.calls + excluded.calls, errors = c.errors + excluded.errors;

-- api-use.ts touchApiUse
insert into api_field_reads as r (org_id, module, field, day, client_id, reads)
select $1, n.module, n.field, n.day, n."clientId", n.reads
from jsonb_to_recordset($2::jsonb) as n ("clientId" bigint, module text, field text, day date, reads int)
order by n.module, n.field, n.day, n."clientId" on conflict (org_id, module, field, day, client_id) do update
set reads = r.reads + excluded.reads;

-- api-use.ts forgetApiUse
delete from api_calls where org_id = $1 and hour < $2::timestamptz;

-- api-use.ts forgetApiUse
delete from api_field_reads where org_id = $1 and day < $2::date;

-- api-use.ts forgetApiUse
delete from api_answers where org_id = $1 and created_at < now() - interval '24 hours';

-- api-use.ts forgetApiUse
delete from list_walks where org_id = $1 and at < now() - interval '25 hours';

-- notices.ts touchNotices
update notices
set read_at = now()
where org_id = $1 and user_id = $2 and read_at is null and ($3 or id = any($4::bigint[]));

-- notices.ts forgetNotices, sent by no test
delete from notices where org_id = $1 and at < $2::timestamptz;

-- operators.ts touchOperator, sent by no test
update chat_operators set seen_at = now() where org_id = $1 and user_id = $2;

-- operators.ts touchReader, sent by no test
update chat_readers
set seen_seq = greatest(seen_seq, $1)
where org_id = $2 and conversation_id = $3 and user_id = $4;

-- scim.ts touchConnection
update scim_connections
set last_used_at = $1::timestamptz
where org_id = $2 and id = $3 and (last_used_at is null or last_used_at < $4::timestamptz);

-- sessions.ts touchSession
update sessions
set last_seen_at = $1::timestamptz, seen_mac = $2
where org_id = $3 and id = $4 and ended_at is null and last_seen_at < $5::timestamptz;

-- sessions.ts renewSecret
select (extract(epoch from created_at) * 1000)::double precision as "createdMs"
from sessions
where org_id = $1 and id = $2 and user_id = $3 and ended_at is null
for update;

-- sessions.ts renewSecret
update sessions set secret_hash = $1 where org_id = $2 and id = $3;

-- visitors.ts openOf
select id as "conversationId", seq
from chat_conversations
where org_id = $1 and visitor_id = any($2::bigint[]) and status <> 'closed' and deleted_at is null;

-- visitors.ts touchVisitor
select left_at as "leftAt" from chat_visitors where org_id = $1 and id = $2 for update;

-- visitors.ts touchVisitor
update chat_visitors set last_seen_at = now(), left_at = null where org_id = $1 and id = $2;

-- visitors.ts touchVisitorLeft.gone
update chat_visitors
set left_at = $1::timestamptz
where org_id = $2 and id = $3 and left_at is null and last_seen_at <= $4::timestamptz
returning 1;

-- visitors.ts touchSilentVisitors.gone
update chat_visitors v
set left_at = v.last_seen_at
where v.org_id = $1 and v.left_at is null and v.last_seen_at < now() - interval '2 minutes' and exists (select 1
  from chat_conversations c
  where c.org_id = v.org_id and c.visitor_id = v.id and c.status <> 'closed' and c.deleted_at is null)
returning v.id;

-- walks.ts keepGiven
insert into list_walks (org_id, walk_id, page, given)
values ($1, $2, $3, $4::bigint[]) on conflict (org_id, walk_id, page) do update
set given = excluded.given, at = excluded.at;

-- widget.ts touchUnknownCalls
with kept as (update chat_unknown_calls
  set visits = least(visits + 1, 1000000), last_seen_at = now()
  where org_id = $1 and brand_id = $2 and path = any($3::text[])
  returning path)
insert into chat_unknown_calls as c (org_id, brand_id, path, visits, first_seen_at, last_seen_at)
select $4, $5, n.path, 1, now(), now()
from unnest($6::text[]) as n (path)
where n.path not in (select path from kept)
order by n.path
limit greatest(0, $7 - (select count(*)
    from chat_unknown_calls
    where org_id = $8 and brand_id = $9)) on conflict (org_id, brand_id, path) do update
set visits = c.visits + 1, last_seen_at = excluded.last_seen_at;

-- widget.ts touchSpentProof
insert into chat_spent_proofs (org_id, token, expires_at)
values ($1, $2, $3::timestamptz) on conflict (org_id, token) do nothing
returning 1;

-- widget.ts touchSpentProof
delete from chat_spent_proofs where org_id = $1 and expires_at < now() - interval '1 minute';

-- widget.ts touchSite
insert into chat_sites (org_id, brand_id, site, last_seen_at)
values ($1, $2, $3, now()) on conflict (org_id, brand_id, site) do update
set last_seen_at = excluded.last_seen_at;
