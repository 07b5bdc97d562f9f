-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- changes.ts messagesPage.rows
select m.id, m.seq, m.changed_seq as "changedSeq", m.client_id as "clientId", m.kind, m.author_id as "authorId",
  u.name as "authorName", m.sealed, m.seal_version as "sealVersion", m.file_id as "fileId", f.sealed_name as
  "sealedName", f.content_type as "contentType", f.size_bytes as "sizeBytes", f.state as "fileState", m.at
from chat_messages m
left join users u on u.org_id = m.org_id and u.id = m.author_id
left join chat_files f on f.org_id = m.org_id and f.id = m.file_id
where m.org_id = $1 and m.conversation_id = $2
order by m.seq
limit $3
offset $4;

-- changes.ts readRows
select m.id, m.seq, m.changed_seq as "changedSeq", m.client_id as "clientId", m.kind, m.author_id as "authorId",
  u.name as "authorName", m.sealed, m.seal_version as "sealVersion", m.file_id as "fileId", f.sealed_name as
  "sealedName", f.content_type as "contentType", f.size_bytes as "sizeBytes", f.state as "fileState", m.at
from chat_messages m
left join users u on u.org_id = m.org_id and u.id = m.author_id
left join chat_files f on f.org_id = m.org_id and f.id = m.file_id
where m.org_id = $1 and m.conversation_id = $2 and m.changed_seq > $3
order by m.changed_seq
limit $4;

-- changes.ts messageRows, a part of others
select m.id, m.seq, m.changed_seq as "changedSeq", m.client_id as "clientId", m.kind, m.author_id as "authorId",
  u.name as "authorName", m.sealed, m.seal_version as "sealVersion", m.file_id as "fileId", f.sealed_name as
  "sealedName", f.content_type as "contentType", f.size_bytes as "sizeBytes", f.state as "fileState", m.at
from chat_messages m
left join users u on u.org_id = m.org_id and u.id = m.author_id
left join chat_files f on f.org_id = m.org_id and f.id = m.file_id;

-- changes.ts firstQuestion.rows
select m.id, m.seq, m.changed_seq as "changedSeq", m.client_id as "clientId", m.kind, m.author_id as "authorId",
  u.name as "authorName", m.sealed, m.seal_version as "sealVersion", m.file_id as "fileId", f.sealed_name as
  "sealedName", f.content_type as "contentType", f.size_bytes as "sizeBytes", f.state as "fileState", m.at
from chat_messages m
left join users u on u.org_id = m.org_id and u.id = m.author_id
left join chat_files f on f.org_id = m.org_id and f.id = m.file_id
where m.org_id = $1 and m.conversation_id = $2 and m.kind = 'visitor'
order by m.seq
limit 1;

-- changes.ts operatorName
select name from users where org_id = $1 and id = $2;

-- close.ts closeConversation.closed
update chat_conversations
set status = 'closed', closed_at = now(), close_reason = $1, ends_at = null, offered_to = null
where org_id = $2 and id = $3;

-- delete.ts deleteConversations
update chat_conversations
set deleted_at = now(), deleted_by = $1
where org_id = $2 and id = any($3::bigint[]) and status = 'closed' and deleted_at is null
returning id, visit_id as "visitId";

-- delete.ts restoreConversations
update chat_conversations
set deleted_at = null, deleted_by = null
where org_id = $1 and id = any($2::bigint[]) and deleted_at is not null
returning id, visit_id as "visitId";

-- delete.ts purgeConversations.purged.attached
select id from chat_files where org_id = $1 and conversation_id = any($2::bigint[]);

-- delete.ts purgeConversations.purged
delete
from chat_conversations
where org_id = $1 and id = any($2::bigint[]) and deleted_at is not null
returning id, visit_id as "visitId";

-- find.ts findConversation
select id, visitor_id as "visitorId", visit_id as "visitId", brand_id as "brandId", department_id as "departmentId",
  status, wrapped_key as "wrappedKey", key_form as "keyForm", sealed, seal_version as "sealVersion", seq,
  operator_id as "operatorId", operator_mac as "operatorMac", started_at as "startedAt", picked_up_at as
  "pickedUpAt", closed_at as "closedAt", close_reason as "closeReason", ends_at as "endsAt", rating, record_id as
  "recordId", record_module as "recordModule", deleted_at as "deletedAt"
from chat_conversations
where org_id = $1 and id = $2 and deleted_at is null;

-- get.ts readNames
select (select name from chat_brands where org_id = $1 and id = $2) as brand, (select name
  from chat_departments
  where org_id = $3 and id = $4) as department, (select name from users where org_id = $5 and id = $6) as operator;

-- get.ts readParticipants
select u.id, u.name
from chat_readers r
join users u on u.org_id = r.org_id and u.id = r.user_id
where r.org_id = $1 and r.conversation_id = $2 and r.participant
order by lower(u.name);

-- get.ts readTransfer
select t.id, f.id as from_id, f.name as from_name, u.id as to_id, u.name as to_name
from chat_transfers t
join users f on f.org_id = t.org_id and f.id = t.from_user_id
join users u on u.org_id = t.org_id and u.id = t.to_user_id
where t.org_id = $1 and t.conversation_id = $2 and t.state = 'offered';

-- get.ts readLeftAt
select left_at as at from chat_visitors where org_id = $1 and id = $2;

-- get.ts readPast.rows
select id, status, started_at
from chat_conversations
where org_id = $1 and visitor_id = $2 and id <> $3 and deleted_at is null
order by id desc
limit $4;

-- is-conversation.ts isConversation
select 1 as one from chat_conversations where org_id = $1 and id = $2 and deleted_at is null;

-- link-record.ts linking
update chat_conversations set record_id = $1, record_module = $2 where org_id = $3 and id = $4;

-- link-record.ts conversationsOfRecord
select id, status, started_at as "startedAt", closed_at as "closedAt"
from chat_conversations
where org_id = $1 and record_id = $2 and record_module = $3 and deleted_at is null
order by id desc
limit 50;

-- list-deleted.ts listDeletedConversations
select c.id, c.visit_id as "visitId", c.started_at as "startedAt", c.deleted_at as "deletedAt", u.name as
  "deletedBy"
from chat_conversations c
left join users u on u.org_id = c.org_id and u.id = c.deleted_by
where c.org_id = $1 and c.deleted_at is not null and ($2::bigint is null or c.id < $3::bigint)
order by c.id desc
limit $4;

-- list-for-deletion.ts listForDeletion
select c.id, c.visit_id as "visitId", c.status, b.name as brand, u.name as operator, c.started_at as "startedAt",
  c.closed_at as "closedAt"
from chat_conversations c
left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
left join users u on u.org_id = c.org_id and u.id = c.operator_id
where c.org_id = $1 and c.deleted_at is null and c.status = 'closed'
order by c.id desc
limit $2;

-- open.ts noteReader.noted
insert into chat_readers as r (org_id, conversation_id, user_id, session_id, opened_at, mac)
values ($1, $2, $3, $4, $5::timestamptz, $6) on conflict (org_id, conversation_id, user_id) do update
set session_id = excluded.session_id, opened_at = excluded.opened_at, mac = excluded.mac
where r.mac is not distinct from $7
returning 1;

-- participants.ts addParticipant
insert into chat_readers as r (org_id, conversation_id, user_id, opened_at, participant)
values ($1, $2, $3, 'epoch', true) on conflict (org_id, conversation_id, user_id) do update
set participant = true
where not r.participant
returning 1;

-- participants.ts removeParticipant
delete
from chat_readers r using users u
where r.org_id = $1 and r.conversation_id = $2 and r.user_id = $3 and r.participant and u.org_id = r.org_id and u.id
  = r.user_id
returning u.name;

-- pick-up.ts pickUp
select name from users where org_id = $1 and id = $2;

-- pick-up.ts pickUp
update chat_conversations
set status = 'open', operator_id = $1, operator_mac = $2, picked_up_at = now(), offered_to = null, offered_until =
  null
where org_id = $3 and id = $4 and (offered_to is null or offered_to = $5 or offered_until < now())
returning 1;

-- queues.ts listQueue
select c.id, c.status, b.name as brand, d.name as department, u.id as operator_id, u.name as operator_name,
  c.started_at, c.last_message_at, c.closed_at, c.last_from_visitor, case when c.operator_id = $1 or r.participant
  then greatest(c.seq - coalesce(r.seen_seq, 0), 0) end as unread, t.id as transfer_id
from chat_conversations c
left join chat_readers r on r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = $2
left join chat_transfers t on t.org_id = c.org_id and t.conversation_id = c.id and t.state = 'offered' and
  t.to_user_id = $3
left join chat_brands b on b.org_id = c.org_id and b.id = c.brand_id
left join chat_departments d on d.org_id = c.org_id and d.id = c.department_id
left join users u on u.org_id = c.org_id and u.id = c.operator_id
where c.org_id = $4 and c.deleted_at is null and c.status = 'closed'
order by c.id desc
limit $5;

-- queues.ts listQueue
select count(*) filter (where c.status = 'waiting' and c.started_at > now() - make_interval(secs => $1) and
    (c.offered_to is null or c.offered_to = $2 or c.offered_until < now()))::int as waiting, count(*) filter (where
    (c.status = 'missed' or (c.status = 'waiting' and c.started_at <= now() - make_interval(secs => $3))))::int as
  missed, count(*) filter (where c.status = 'open' and (c.operator_id = $4 or r.participant or t.id is not
    null))::int as mine
from chat_conversations c
left join chat_readers r on r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = $5
left join chat_transfers t on t.org_id = c.org_id and t.conversation_id = c.id and t.state = 'offered' and
  t.to_user_id = $6
where c.org_id = $7 and c.deleted_at is null and c.status <> 'closed';

-- rate.ts rateConversation.written
update chat_conversations set rating = $1, sealed = $2, seal_version = $3 where org_id = $4 and id = $5;

-- route.ts isAnybodyHere.rows
select 1
from (select o.*
  from chat_operators o
  join users u on u.org_id = o.org_id and u.id = o.user_id and u.active and not u.phi_suspended
  join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
  where o.org_id = $1 and o.available and o.seen_at > now() - make_interval(secs => $2) and ($3::bigint is null or
      exists (select 1
      from chat_departments d
      where d.org_id = o.org_id and d.id = $4 and (d.member_ids = '[]'::jsonb or d.member_ids ? o.user_id::text))))
  h
limit 1;

-- route.ts chooseOperator
select h.user_id as id, l.load
from (select o.*
  from chat_operators o
  join users u on u.org_id = o.org_id and u.id = o.user_id and u.active and not u.phi_suspended
  join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
  where o.org_id = $1 and o.available and o.seen_at > now() - make_interval(secs => $2) and ($3::bigint is null or
      exists (select 1
      from chat_departments d
      where d.org_id = o.org_id and d.id = $4 and (d.member_ids = '[]'::jsonb or d.member_ids ? o.user_id::text))))
  h
cross join lateral (select count(*)::int as load
  from chat_conversations c
  where c.org_id = h.org_id and c.status = 'open' and c.operator_id = h.user_id and c.deleted_at is null) l
where l.load < h.max_conversations
order by h.last_offered_at nulls first, h.user_id
limit 1;

-- route.ts chooseOperator
update chat_operators set last_offered_at = clock_timestamp() where org_id = $1 and user_id = $2;

-- search.ts candidates
select c.id, c.status, c.operator_id as "operatorId", c.operator_mac as "operatorMac", c.visitor_id as "visitorId",
  r.mac, r.session_id as "sessionId", (extract(epoch from r.opened_at) * 1000)::double precision as "openedMs",
  c.wrapped_key as "wrappedKey", c.key_form as "keyForm", c.sealed, c.seal_version as "sealVersion"
from chat_conversations c
left join chat_readers r on r.org_id = c.org_id and r.conversation_id = c.id and r.user_id = $1
where c.org_id = $2 and c.deleted_at is null and c.id in (select conversation_id
  from chat_tokens
  where org_id = $3 and field = $4 and token = any(array(select decode(t, 'hex') from unnest($5::text[]) as t))) and
  (c.operator_id = $6 or r.user_id is not null)
order by c.id desc
limit $7;

-- search.ts saidIn.rows
select id, conversation_id as "conversationId", sealed, seal_version as "sealVersion"
from chat_messages
where org_id = $1 and conversation_id = any($2::bigint[]) and kind <> 'event';

-- set-custom.ts setCustomFields.writes
update chat_conversations set sealed = $1, seal_version = $2 where org_id = $3 and id = $4;

-- set-page.ts setPage.writes
update chat_conversations set sealed = $1, seal_version = $2 where org_id = $3 and id = $4;

-- settle.ts missWaiting.missed
update chat_conversations c
set status = 'missed'
from (select id
  from chat_conversations
  where org_id = $1 and status = 'waiting' and deleted_at is null and started_at <= now() - make_interval(secs =>
    $2)
  for update skip locked) late
where c.org_id = $3 and c.id = late.id
returning c.id, c.visit_id as "visitId";

-- settle.ts closeIdle.idle
select id
from chat_conversations
where org_id = $1 and status = 'open' and deleted_at is null and greatest(last_message_at, picked_up_at) <= now() -
  make_interval(mins => $2)
order by id
limit 1000;

-- settle.ts agedConversations.rows
select id
from chat_conversations
where org_id = $1 and status = 'closed' and deleted_at is null and closed_at <= now() - make_interval(days => $2)
order by id
limit $3;

-- settle.ts binned.rows
select id
from chat_conversations
where org_id = $1 and deleted_at <= now() - make_interval(days => $2)
order by id
limit $3;

-- start.ts startConversation
insert into chat_conversations (org_id, id, visitor_id, visit_id, brand_id, department_id, status, wrapped_key,
    sealed, seal_version, started_at, last_message_at, offered_to, offered_until)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, now(), now(), $10, case when $11::bigint is not null then now() +
    make_interval(secs => $12) end);

-- start.ts startConversation.tokens
insert into chat_tokens (org_id, field, token, conversation_id) values ($1, $2, $3, $4);

-- start.ts lockVisitor
select visit_id as "visitId" from chat_visitors where org_id = $1 and id = $2 for update;

-- start.ts lockVisitor
select id
from chat_conversations
where org_id = $1 and visitor_id = $2 and status <> 'closed' and deleted_at is null
limit 1;

-- start.ts knownDepartment
select id from chat_departments where org_id = $1 and id = $2;

-- transfer.ts offerTransfer
select 1 from chat_transfers where org_id = $1 and conversation_id = $2 and state = 'offered';

-- transfer.ts offerTransfer
insert into chat_transfers (org_id, id, conversation_id, from_user_id, to_user_id, state, offered_at)
values ($1, $2, $3, $4, $5, 'offered', now());

-- transfer.ts acceptTransfer.moved
update chat_conversations set operator_id = $1, operator_mac = $2 where org_id = $3 and id = $4;

-- transfer.ts acceptTransfer.left
delete from chat_readers where org_id = $1 and conversation_id = $2 and user_id = $3 and not participant;

-- transfer.ts settle
select conversation_id, from_user_id, to_user_id, state from chat_transfers where org_id = $1 and id = $2 for update;

-- transfer.ts settle
update chat_transfers set state = $1, settled_at = now() where org_id = $2 and id = $3;

-- update-visitor.ts updateVisitor
delete from chat_tokens where org_id = $1 and conversation_id = $2 and field = any ($3);

-- update-visitor.ts updateVisitor.writes
update chat_conversations set sealed = $1, seal_version = $2 where org_id = $3 and id = $4;

-- update-visitor.ts updateVisitor.writes
insert into chat_tokens (org_id, field, token, conversation_id) values ($1, $2, $3, $4);

-- upgrade.ts upgradeConversations.old
select id
from chat_conversations
where org_id = $1 and (details_form < 2 or key_form < 2) and wrapped_key is not null
order by id
limit $2;

-- upgrade.ts upgrade
update chat_conversations
set sealed = $1, seal_version = $2, details_form = 2, wrapped_key = $3, key_form = 2, operator_mac = $4
where org_id = $5 and id = $6;

-- upgrade.ts hiddenInMessages.rows
select id, sealed, seal_version as "sealVersion"
from chat_messages
where org_id = $1 and conversation_id = $2 and kind <> 'event'
order by seq;
