-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- ask.ts askApproval
insert into approvals (org_id, id, kind, subject_id, facts, who, asked_by, asked_at, ends_at, state)
values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8::timestamptz, $9::timestamptz, 'waiting');

-- decide.ts kindOf
select kind from approvals where org_id = $1 and id = $2;

-- decide.ts lockAny
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs", a.state, (a.state = 'waiting' or a.id::text not in (select
      coalesce(case when e.action = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval'
        end, '')
    from ledger_entries e
    where e.org_id = $1 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove'))) as undecided
from approvals a
where a.org_id = $2 and a.id = $3
for no key update of a;

-- decide.ts selectStated, a part of others, not seen yet

-- decide.ts isSettledOrKept
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs", a.state, (a.state = 'waiting' or a.id::text not in (select
      coalesce(case when e.action = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval'
        end, '')
    from ledger_entries e
    where e.org_id = $1 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove'))) as undecided
from approvals a
where a.org_id = $2 and a.id = $3;

-- decide.ts decide
update approvals set state = $1, decided_by = $2, decided_at = $3::timestamptz where org_id = $4 and id = $5;

-- kept.ts keepWaiting.waiting
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs"
from approvals a
where a.org_id = $1 and a.state = 'waiting';

-- queries.ts readWaiting
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs", a.state, coalesce(u.name, 'System') as asker, to_char(a.asked_at
  at time zone 'UTC', $1) as "askedAt", to_char(a.ends_at at time zone 'UTC', $2) as "endsAt"
from approvals a
left join users u on u.org_id = a.org_id and u.id = a.asked_by
where a.org_id = $3 and (a.state = 'waiting' or a.id::text not in (select coalesce(case when e.action =
        'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval' end, '')
    from ledger_entries e
    where e.org_id = $4 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove')))
order by a.id
limit 100;

-- queries.ts readDecided.rows
select a.id, a.kind, a.facts, coalesce(u.name, 'System') as "askedBy", coalesce(d.name, 'System') as "decidedBy",
  to_char(a.decided_at at time zone 'UTC', $1) as "decidedAt", a.state
from approvals a
left join users u on u.org_id = a.org_id and u.id = a.asked_by
left join users d on d.org_id = a.org_id and d.id = a.decided_by
where a.org_id = $2 and a.decided_at is not null and not (a.state = 'waiting' or a.id::text not in (select
      coalesce(case when e.action = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval'
        end, '')
    from ledger_entries e
    where e.org_id = $3 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove')))
order by a.decided_at desc, a.id desc
limit 50;

-- remove-foreign.ts removeForeign.removed
update approvals set state = 'removed', decided_by = $1, decided_at = now() where org_id = $2 and id = $3;

-- second-person.ts secondPersons.rows
select u.id, u.name, u.active and p.rights -> 'org' ?| $1::text[] as holds, u.id = $2 as asked, u.id = $3 or
  u.profile_id = $4 as concerned, u.phi_suspended as waits, coalesce(c.touched, false) or exists (select 1
  from approvals a
  join users asker on asker.org_id = a.org_id and asker.id = a.subject_id and asker.phi_suspended
  where a.org_id = u.org_id and a.kind = 'user.read_phi' and a.subject_id = $5 and a.asked_by = u.id and a.state in
    ('waiting', 'stopped')) as touched, coalesce(c.made, false) as made, coalesce(c.was, false) as was
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
left join lateral (select bool_or(by_id in (u.id, $6) and by_id <> user_id) as touched, bool_or(user_id = u.id and
    by_id = $7 and what = 'created') as made, bool_or(user_id = u.id and by_id = $8 and was_second) as was
  from account_changes
  where org_id = u.org_id and user_id in (u.id, $9) and at > $10::timestamptz) c on true
where u.org_id = $11 and (coalesce(c.was, false) or u.active and p.rights -> 'org' ?| $12::text[])
order by lower(u.name), u.id
limit 500;

-- settle.ts settleApprovals.due
select id, kind
from approvals
where org_id = $1 and state = 'waiting' and ends_at <= $2::timestamptz
order by ends_at, id
limit 500;

-- waiting-about.ts waitingAbout.rows
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs"
from approvals a
where a.org_id = $1 and a.state = 'waiting' and a.kind in ('user.read_phi', 'user.own_rights', 'profile.grant') and
  a.subject_id = any($2::bigint[])
order by a.id;
