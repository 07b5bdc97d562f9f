-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- deliver.ts take
update mails m
set tries = m.tries + 1, due_at = $1::timestamptz
from (select id
  from mails
  where org_id = $2 and state = 'waiting' and due_at <= $3::timestamptz and sealed is not null
  order by due_at, id
  limit $4
  for update skip locked) due
where m.org_id = $5 and m.id = due.id
returning m.id, m.template, m.sealed, m.tries, (extract(epoch from m.created_at) * 1000)::double precision as
  "createdMs";

-- deliver.ts settle
update mails
set state = 'sent', sent_at = $1::timestamptz, sealed = null, problem = null
where org_id = $2 and id = $3;

-- deliver.ts settle
update mails set due_at = $1::timestamptz, problem = $2 where org_id = $3 and id = $4 and state = 'waiting';

-- deliver.ts giveUp.rows
update mails
set state = 'given_up', sealed = null
where org_id = $1 and id = any($2::bigint[]) and state = 'waiting'
returning id;

-- deliver.ts giveUp
update mails set problem = $1 where org_id = $2 and id = $3;

-- deliver.ts keepAll
update mails set state = 'kept' where org_id = $1 and state = 'waiting' and due_at <= $2::timestamptz;

-- deliver.ts endOld.old
select id, template, tries, state
from mails
where org_id = $1 and sealed is not null and ends_at <= $2::timestamptz
limit 500;

-- deliver.ts endOld
update mails
set sealed = null, state = 'over'
where org_id = $1 and sealed is not null and ends_at <= $2::timestamptz;

-- deliver.ts endOld
delete from mails where org_id = $1 and created_at < $2::timestamptz and sealed is null;

-- list-mails.ts listMails.rows
select m.id, m.template, coalesce(u.name, i.email) as "to", m.state, m.problem, m.tries, m.sealed is not null as
  "isHere", to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt", to_char(m.sent_at
  at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt"
from mails m
left join users u on u.org_id = m.org_id and u.id = m.user_id
left join invitations i on i.org_id = m.org_id and i.id = m.link_id
where m.org_id = $1 and ($2::bigint is null or m.id < $3::bigint)
order by m.id desc
limit $4;

-- mail-notices.ts mailNotices.rows
update notices n
set to_mail = false
from (select user_id, id
  from notices
  where org_id = $1 and to_mail
  order by id
  limit $2
  for update skip locked) due
where n.org_id = $3 and n.user_id = due.user_id and n.id = due.id
returning n.id, n.user_id as "userId", n.kind, n.facts;
