-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- kept.ts readAgreements
select a.id, a.kind, a.party, a.starts_on::text as "startsOn", a.ends_on::text as "endsOn", a.state, a.in_force_at
  is not null as "inForce", coalesce((select jsonb_agg(jsonb_build_object('service', c.service, 'connectionId',
          c.connection_id::text, 'destination', c.destination)
      order by c.service, c.connection_id)
    from agreement_covers c
    where c.org_id = a.org_id and c.agreement_id = a.id), '[]') as covers
from agreements a
where a.org_id = $1 and true;
