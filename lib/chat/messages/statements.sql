-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- add.ts addMessage.writes
insert into chat_messages (org_id, conversation_id, id, seq, changed_seq, client_id, kind, author_id, sealed,
    seal_version, file_id, at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11::timestamptz);

-- add.ts addMessage.writes
update chat_conversations
set seq = $1 , last_message_at = $2::timestamptz, last_from_visitor = $3, ends_at = null
where org_id = $4 and id = $5;

-- add.ts addMessage.writes
update chat_conversations set seq = $1 where org_id = $2 and id = $3;

-- hide.ts hideSpan.writes
update chat_messages m
set changed_seq = $1 + t.n
from unnest($2::bigint[]) with ordinality as t (id, n)
where m.org_id = $3 and m.conversation_id = $4 and m.id = t.id;

-- hide.ts hideSpan.writes
update chat_messages set sealed = $1, seal_version = $2 where org_id = $3 and conversation_id = $4 and id = $5;

-- hide.ts hideSpan.writes
update chat_conversations set seq = $1, sealed = $2, seal_version = $3 where org_id = $4 and id = $5;

-- hide.ts messagesWith.rows
select id, sealed, seal_version as "sealVersion"
from chat_messages
where org_id = $1 and conversation_id = $2 and kind <> 'event'
order by seq;

-- hide.ts openMessage.rows
select id, sealed, seal_version as "sealVersion"
from chat_messages
where org_id = $1 and conversation_id = $2 and id = $3 and kind <> 'event';

-- send.ts findSent
select id, seq, at from chat_messages where org_id = $1 and conversation_id = $2 and client_id = $3;

-- send.ts assertMayWrite
select 1 from chat_readers where org_id = $1 and conversation_id = $2 and user_id = $3 and participant;

-- words.ts indexWords
insert into chat_tokens (org_id, field, token, conversation_id)
select distinct $1::bigint, 'word', decode(t, 'hex'), $2::bigint
from unnest($3::text[]) as t on conflict do nothing;

-- words.ts forgetWords
delete
from chat_tokens
where org_id = $1 and conversation_id = $2 and field = 'word' and token in (select decode(t, 'hex') from
  unnest($3::text[]) as t);
