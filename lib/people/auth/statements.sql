-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- load-context.ts readSession.rows, not seen yet

-- sign-in-limits.ts workFor.rows, not seen yet

-- sign-in-limits.ts forgetFailures
delete from limits.failed_sign_ins where key = $1;

-- sign-in-limits.ts spendProof
insert into limits.spent_proofs (token, expires_at)
values ($1, $2::timestamptz) on conflict (token) do nothing
returning 1;

-- sign-in-limits.ts spendProof
delete from limits.spent_proofs where expires_at < now() - interval '1 hour';

-- sign-in-limits.ts count
insert into limits.failed_sign_ins as f (key, failures, last_failed_at)
values ($1, array[$2::timestamptz], $3::timestamptz) on conflict (key) do update
set last_failed_at = $4::timestamptz, heat = case when f.last_failed_at < $5::timestamptz - interval '1 hour' then 1
  else f.heat + 1 end, (failures, locked_until) = (select case when count(*) >= $6 or f.locked_until >
    $7::timestamptz then '{}' else array_agg(t) end, case when count(*) >= $8 or f.locked_until > $9::timestamptz
    then $10::timestamptz else f.locked_until end
  from unnest(f.failures || $11::timestamptz) as t
  where t > $12::timestamptz);

-- sign-in-limits.ts forgetOld
delete
from limits.failed_sign_ins
where key in (select key from limits.failed_sign_ins
  where last_failed_at < $1::timestamptz
  order by last_failed_at
  limit 100
  for update skip locked);
