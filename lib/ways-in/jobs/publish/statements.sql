-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- publisher.ts loop
select pg_try_advisory_lock($1, 0) as mine;

-- publisher.ts noteThere
insert into checkpoint_places (org_id, place, size, incarnation, published_at, told)
values ($1, $2, $3, $4, now(), false) on conflict (org_id, place) do update
set size = excluded.size, incarnation = excluded.incarnation, published_at = excluded.published_at, failing_since =
  null, told = false;

-- publisher.ts noteFailure
insert into checkpoint_places (org_id, place, size, incarnation, failing_since, told)
values ($1, $2, 0, 0, now(), false) on conflict (org_id, place) do update
set failing_since = coalesce(checkpoint_places.failing_since, excluded.failing_since)
returning to_json(failing_since) #>> '{}' as "failingSince", told;

-- publisher.ts noteFailure
update checkpoint_places set told = true where org_id = $1 and place = $2;

-- read-back.ts placesOf.rows
select place, size from checkpoint_places where org_id = $1;
