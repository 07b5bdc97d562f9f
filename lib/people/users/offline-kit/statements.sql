-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- kit.ts readKits.rows
select k.id, k.state, k.needed, k.cards, k.verifier, (extract(epoch from k.made_at) * 1000)::double precision as
  "madeMs", k.made_by as "madeBy", (extract(epoch from k.tested_at) * 1000)::double precision as "testedMs",
  k.tested_by as "testedBy", (extract(epoch from k.ended_at) * 1000)::double precision as "endedMs", k.ended_by as
  "endedBy"
from offline_kits k
where k.org_id = $1 and true
order by k.id desc
limit 20;

-- kit.ts lockKit
select from offline_kits where org_id = $1 and id = $2 for update;

-- kit.ts changeKit
update offline_kits
set state = $1, tested_at = $2::timestamptz, tested_by = $3, ended_at = $4::timestamptz, ended_by = $5
where org_id = $6 and id = $7;

-- make.ts makeKit
select name from orgs where org_id = $1 for no key update;

-- make.ts insertKit
insert into offline_kits (org_id, id, state, needed, cards, verifier, made_at, made_by)
values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8);

-- queries.ts namesOf.rows
select id, name from users where org_id = $1 and id = any($2::bigint[]);

-- sign-in.ts findCandidates.rows
select set_config('app.sign_in_email', $1, true);

-- sign-in.ts findCandidates.rows
select org_id as "orgId", id, name from users where email = $1 order by active desc, org_id limit 20;
