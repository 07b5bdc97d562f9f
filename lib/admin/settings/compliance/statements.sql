-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- budget-use.ts budgetUseOf.rows
select u.id as "userId", u.name, u.profile_id as "profileId", d.kind, coalesce(sum(d.used) filter (where d.slot >
    now() - interval '65 minutes'), 0)::int as hour, sum(d.used)::int as day
from disclosure_use d
join users u on u.org_id = d.org_id and u.id = d.user_id
where d.org_id = $1 and d.slot > now() - interval '1445 minutes'
group by u.id, u.name, u.profile_id, d.kind
having sum(d.used) > 0
order by sum(d.used) desc
limit 200;

-- door-use.ts doorUse.rows
select 'export' as door, count(*) filter (where finished_at > now() - interval '30 days')::int as times,
  to_json(max(finished_at)) #>> '{}' as "lastAt"
from jobs
where org_id = $1 and kind in ('export', 'subject_export') and status = 'done'
union all
select 'api', coalesce(sum(calls) filter (where hour > now() - interval '30 days'), 0)::int, to_json((select
      max(last_used_at)
    from api_client_use
    where org_id = $2)) #>> '{}'
from api_calls
where org_id = $3
union all
select 'visitor', count(*) filter (where started_at > now() - interval '30 days')::int, to_json(max(started_at)) #>>
  '{}'
from chat_conversations
where org_id = $4;

-- field-use.ts countExports
select count(*)::int as count
from jobs
where org_id = $1 and kind = 'export' and status = 'done' and module = $2 and finished_at > now() -
  make_interval(days => $3) and result -> 'fields' ?| $4::text[];

-- hold-info.ts waitingHolds.rows
select a.id, a.kind, a.subject_id as "subjectId", a.facts, a.who, a.asked_by as "askedBy", (extract(epoch from
  a.ends_at) * 1000)::double precision as "endsMs"
from approvals a
where a.org_id = $1 and a.kind = 'compliance.take_away' and (a.state = 'waiting' or a.id::text not in (select
      coalesce(case when e.action = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval'
        end, '')
    from ledger_entries e
    where e.org_id = $2 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove')))
order by a.id
limit 50;

-- queries.ts getComplianceOverview
select id, name from profiles where org_id = $1 order by name;

-- queries.ts countClients
select count(*)::int as count
from api_clients
where org_id = $1 and revoked_at is null and (expires_at is null or expires_at > now());

-- raise-budget.ts raiseBudget
select id, name from users where org_id = $1 and id = $2 and active;

-- scanner-flow.ts scannerFlow
select count(*) filter (where scanned_by is not null and created_at > now() - interval '30 days')::int as files,
  bool_or(n = $1) is true as capped, to_json(max(created_at) filter (where scanned_by is not null)) #>> '{}' as
  "lastAt"
from ((select scanned_by, created_at, row_number() over () as n
    from (select scanned_by, created_at
      from chat_files
      where org_id = $2
      order by id desc
      limit $3) as c)
  union all (select scanned_by, created_at, row_number() over ()
    from (select scanned_by, created_at
      from attachments
      where org_id = $4
      order by id desc
      limit $5) as a)) as taken;

-- set-budgets.ts setProfileBudgets
select from profiles where org_id = $1 and id = $2;

-- set-budgets.ts inWords.named
select id, name from profiles where org_id = $1 and id = any($2::bigint[]);

-- suspended-rules.ts tellSuspended.rules
select id, name, criteria ->> 'fieldId' as "fieldId"
from sharing_rules
where org_id = $1 and criteria ->> 'fieldId' = any($2::text[])
order by lower(name), id;

-- widget-sites.ts widgetSites
select o.site, to_char(max(s.last_seen_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSeenAt"
from chat_brands b
cross join lateral jsonb_array_elements_text(coalesce(b.settings -> 'origins', '[]')) as o (site)
left join chat_sites s on s.org_id = b.org_id and s.brand_id = b.id and s.site = o.site
where b.org_id = $1
group by o.site
order by o.site;

-- withdraw.ts isWaiting
select
from approvals a
where a.org_id = $1 and a.id = $2 and (a.state = 'waiting' or a.id::text not in (select coalesce(case when e.action
        = 'approval.remove' then e.subject_id::text else e.facts::jsonb ->> 'approval' end, '')
    from ledger_entries e
    where e.org_id = $3 and e.outcome = 'done' and e.action in ('approval.confirm', 'approval.stop',
        'approval.elapse', 'approval.remove')));

-- withdraw.ts holdsSomething
select exists (select
  from fields
  where org_id = $1 and held_by = $2 and deleted_at is null) or exists (select from modules where org_id = $3 and
  held_by = $4) or exists (select
  from compliance_settings c, jsonb_each_text(c.setting_holds) h
  where c.org_id = $5 and h.value = $6::text) as holds;
