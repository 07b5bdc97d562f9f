-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- queries.ts findRunningChange
select id as "jobId", params ->> 'act' as act, coalesce(total, 0) as records
from jobs
where org_id = $1 and created_by = $2 and kind = 'mass_change' and module = $3 and status in ('queued', 'running')
order by id desc
limit 1;

-- queries.ts getMassOutcome
select module, params ->> 'act' as act
from jobs
where org_id = $1 and id = $2 and created_by = $3 and kind = 'mass_change' and module is not null;

-- queries.ts getMassOutcome.refused
select record_id as id, reason
from mass_change_rows
where org_id = $1 and job_id = $2 and state = 'refused' and reason is not null
order by record_id
limit $3;

-- rows.ts writeChosen
insert into mass_change_rows (org_id, job_id, record_id, version)
select $1, $2, r.id, r.version
from jsonb_to_recordset($3::text::jsonb) as r (id bigint, version int);

-- rows.ts nextWaiting
select record_id as id, version
from mass_change_rows
where org_id = $1 and job_id = $2 and state = 'waiting'
order by record_id
limit $3;

-- rows.ts settleRow
update mass_change_rows set state = $1, reason = $2 where org_id = $3 and job_id = $4 and record_id = $5;

-- rows.ts countOutcomes.rows
select state, reason, count(*)::int as records
from mass_change_rows
where org_id = $1 and job_id = $2
group by state, reason;

-- start.ts undoMassDelete
select module, status, params ->> 'act' as act
from jobs
where org_id = $1 and id = $2 and created_by = $3 and kind = 'mass_change' and module is not null;

-- start.ts undoMassDelete.records
select m.record_id as id, m.version
from mass_change_rows m
join records r on r.org_id = m.org_id and r.id = m.record_id and r.deleted_at is not null
where m.org_id = $1 and m.job_id = $2 and m.state = 'done';
