-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- heartbeat.ts beat
insert into limits.heartbeats (name, beat_at)
values ('worker', now()) on conflict (name) do update
set beat_at = excluded.beat_at;

-- mailer.ts orgsWithMail.rows
select app.orgs_with_mail() as id;

-- presence.ts open
select pg_advisory_lock_shared($1, $2);

-- presence.ts holdPool
select pg_advisory_lock($1, hashtext($2));

-- presence.ts freeJobsOfDeadPools
select graphile_worker.force_unlock_workers(array(select distinct locked_by
    from graphile_worker.jobs
    where locked_by is not null and locked_at < now() - interval '5 seconds' and not exists (select
      from pg_locks
      where locktype = 'advisory' and granted and classid = $1::oid and objid = (hashtext(locked_by)::bigint &
        4294967295)::oid and objsubid = 2 and database = (select oid
        from pg_database
        where datname = current_database()))));

-- presence.ts giveBackTries
update graphile_worker._private_jobs
set attempts = greatest(attempts - 1, 0), run_at = least(run_at, now() + interval '1 second')
where locked_by = any($1::text[]) or (locked_by is null and id = any($2::bigint[]));

-- presence.ts giveBackTries
select graphile_worker.force_unlock_workers($1::text[]);

-- presence.ts giveBackTries.held
select id::text from graphile_worker._private_jobs where id = any($1::bigint[]) and locked_by is not null;

-- presence.ts takeJob
select pg_try_advisory_lock($1::bigint) as taken;

-- presence.ts giveBackJob
select pg_advisory_unlock($1::bigint);
