-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- emergency.ts findGrant
select g.id, g.user_id as "userId", g.module, g.record_id as "recordId", g.reason, g.drill, (extract(epoch from
  g.started_at) * 1000)::double precision as "startedMs", (extract(epoch from g.ends_at) * 1000)::double precision
  as "endsMs", (extract(epoch from g.ended_at) * 1000)::double precision as "endedMs", g.ended_by as "endedBy",
  g.verdict, g.reviewed_by as "reviewedBy", (extract(epoch from g.reviewed_at) * 1000)::double precision as
  "reviewedMs"
from emergency_grants g
where g.org_id = $1 and g.id = $2;

-- emergency.ts assertInForce
select phi_suspended as waits from users where org_id = $1 and id = $2 and active;

-- factors.ts readProof
select app.factors_of($1, $2) as proof;

-- failure.ts keepTold
select pg_advisory_xact_lock(hashtextextended('findings', $1));

-- failure.ts keepTold.known
select subject, subject_id as id, mac
from state_macs
where org_id = $1 and subject = any($2::text[]) and subject_id = any($3::bigint[]);

-- failure.ts envelopesOf.rows
select id, seal_version || ' ' || coalesce(encode(sealed, 'hex'), '-') as envelope
from records
where org_id = $1 and id = any($2::bigint[]);

-- failure.ts countOpen
select count(*)::int as count from state_macs where org_id = $1 and subject = $2 and length(mac) > $3;

-- findings.ts openFindings
select substr(subject, $1) as what, subject_id as id, mac
from state_macs
where org_id = $2 and starts_with(subject, $3) and length(mac) > $4
order by subject_id
limit 500;

-- findings.ts endFinding
update state_macs set mac = $1 where org_id = $2 and subject = $3 and subject_id = $4 and mac = $5 returning 1;

-- kept-holds.ts readHolds.rows
select h.id, h.scope, h.subject_id as "subjectId", h.set_by as "setBy", h.lifted_at is not null as "isLifted",
  coalesce(s.name, 'a former user') as by, to_char(h.set_at at time zone 'UTC', $1) as "setAt", case when
  h.lifted_by is not null then coalesce(l.name, 'System') end as "liftedBy", to_char(h.lifted_at at time zone 'UTC',
  $2) as "liftedAt"
from ledger_holds h
left join users s on s.org_id = h.org_id and s.id = h.set_by
left join users l on l.org_id = h.org_id and l.id = h.lifted_by
where h.org_id = $3
order by h.id desc;

-- kept-holds.ts areHoldsKept
select count(*)::int as checks from state_macs where org_id = $1 and subject = 'setting.hold';

-- kept-job.ts jobs, a part of others, not seen yet

-- kept-job.ts changeWork
select id, kind, module, created_by as "createdBy", params, result
from jobs
where org_id = $1 and id = $2
for update;

-- kept-job.ts changeWork
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- kept-job.ts isJobGoneOrKept
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1 and id = $2;

-- kept-job.ts adoptJobs.marks
select subject from state_macs where org_id = $1 and subject in ('job', 'job.work') and subject_id = $2;

-- kept-job.ts adoptJobs.all
select id, kind, module, created_by as "createdBy", params, result from jobs where org_id = $1;

-- kept-state.ts forgetState
update state_macs set mac = $1 where org_id = $2 and subject = $3 and subject_id = $4;

-- rights.ts isPersonWhole
select app.rights_of($1, $2, $3) as proof;

-- rights.ts areRightsOfWhole, sent by no test
select profile_id as "profileId" from users where org_id = $1 and id = $2;

-- rights.ts rightsStates
select subject, id, state, mac from app.rights_states($1);

-- setting.ts readSetting
select (select value from settings where org_id = $1 and key = $2) as value, (select mac
  from state_macs
  where org_id = $3 and subject = $4 and subject_id = $5) as mac;

-- setting.ts areSettingsKept.rows
select b.key, s.value, m.mac
from unnest($1::text[]) as b (key)
left join settings s on s.org_id = $2 and s.key = b.key
left join state_macs m on m.org_id = $3 and m.subject = 'setting.' || b.key and m.subject_id = $4;

-- setting.ts writeSetting
insert into settings (org_id, key, value, updated_by)
values ($1, $2, $3::jsonb, $4) on conflict (org_id, key) do update
set value = excluded.value, updated_by = excluded.updated_by, updated_at = now();

-- setting.ts keepSettings.rows
select key, value from settings where org_id = $1 and key = any($2::text[]);

-- state-checks.ts keepChecks
insert into state_macs (org_id, subject, subject_id, mac)
select $1, m.subject, m.id, decode(m.mac, 'hex')
from jsonb_to_recordset($2::text::jsonb) as m (subject text, id bigint, mac text) on conflict (org_id, subject,
  subject_id) do update
set mac = excluded.mac;

-- state-checks.ts checksOf.rows
select m.mac
from jsonb_array_elements($1::text::jsonb) with ordinality as w (about, n)
left join state_macs m on m.org_id = $2 and m.subject = about ->> 'subject' and m.subject_id = (about ->>
  'id')::bigint
order by w.n;
