-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- expire-files.ts removeOrphans.named
select id
from attachments
where org_id = $1 and id = any($2::bigint[])
union
select f.id
from chat_files f
join chat_conversations c on c.org_id = f.org_id and c.id = f.conversation_id and c.wrapped_key is not null
where f.org_id = $3 and f.id = any($4::bigint[])
union
select id
from agreement_files
where org_id = $5 and id = any($6::bigint[])
union
select id
from jobs
where org_id = $7 and id = any($8::bigint[]);

-- expire-files.ts expireOf
delete from import_waiting where org_id = $1 and job_id = $2;

-- expire-files.ts expireOf
delete
from import_problems
where org_id = $1 and (job_id = $2 or job_id in (select c.id
    from jobs c
    where c.org_id = $3 and c.kind = 'import_check' and c.params ->> 'importId' = $4));

-- integrity.ts recordAgain
select id, values, sealed, seal_version, module_id from records where org_id = $1 and id = $2;

-- purge-recycle-bin.ts purgeModule.ids.rows
select id
from records
where org_id = $1 and module_id = $2 and deleted_at is not null and deleted_at <= $3::timestamptz
order by deleted_at, id
limit $4;
