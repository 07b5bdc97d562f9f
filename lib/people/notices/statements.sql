-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- notify.ts notify
insert into notices (org_id, user_id, id, kind, facts, subject_id, module, record_id, at, to_mail)
select u.org_id, u.id, $1, $2, $3::text::jsonb, $4, $5, $6, $7::timestamptz, coalesce(case when $8 then c.by_mail
  end, $9)
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id
left join mail_choices c on c.org_id = u.org_id and c.user_id = u.id and c.topic = $10
where u.org_id = $11 and u.active and (u.id = any($12::bigint[]) or exists (select 1
    from jsonb_to_recordset($13::text::jsonb) as b ("right" text, "except" bigint)
    where p.rights -> 'org' ? b."right" and u.id <> b."except"));

-- queries.ts countUnread
select count(*)::int as unread
from (select 1
  from notices
  where org_id = $1 and user_id = $2 and read_at is null
  limit $3) n;

-- queries.ts readNotices
select id, kind, facts, subject_id as "subjectId", module, record_id as "recordId", to_char(at at time zone 'UTC',
  'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, read_at is null as unread
from notices
where org_id = $1 and user_id = $2 and ($3::bigint is null or id < $4::bigint)
order by id desc
limit $5;
