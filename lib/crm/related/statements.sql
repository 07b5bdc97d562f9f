-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- activities.ts readRows
(select $1::int as n, newest.*, count(*) over ()::int as counted
  from (select one.*
    from links
    cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
        created_by, modified_at, modified_by, true as changeable
      from records
      where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and records.id =
        links.record_id
      offset 0) as one
    where links.org_id = $4 and links.target_id = $5 and links.field_id = $6
    order by links.record_id desc
    limit $7) as newest)
union all (select $8::int as n, newest.*, count(*) over ()::int as counted
  from (select one.*
    from links
    cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
        created_by, modified_at, modified_by, true as changeable
      from records
      where records.org_id = $9 and records.module_id = $10 and deleted_at is null and true and records.id =
        links.record_id
      offset 0) as one
    where links.org_id = $11 and links.target_id = $12 and links.field_id = $13
    order by links.record_id desc
    limit $14) as newest);

-- activities.ts readRows
(select $1::int as n, newest.*, count(*) over ()::int as counted
  from (select one.*
    from links
    cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
        created_by, modified_at, modified_by, true as changeable
      from records
      where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and records.id =
        links.record_id
      offset 0) as one
    where links.org_id = $4 and links.target_id = $5 and links.field_id = $6
    order by links.record_id desc
    limit $7) as newest)
union all (select $8::int as n, newest.*, count(*) over ()::int as counted
  from (select one.*
    from links
    cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
        created_by, modified_at, modified_by, true as changeable
      from records
      where records.org_id = $9 and records.module_id = $10 and deleted_at is null and true and records.id =
        links.record_id
      offset 0) as one
    where links.org_id = $11 and links.target_id = $12 and links.field_id = $13
    order by links.record_id desc
    limit $14) as newest);

-- list.ts readChosen.rows
(select $1::int as n, few.*
  from (select newest.*, count(*) over ()::int as counted
    from (select one.*
      from links
      cross join lateral (select id, name, owner_id, "values", sealed, seal_version, version, source, created_at,
          created_by, modified_at, modified_by, true as changeable
        from records
        where records.org_id = $2 and records.module_id = $3 and deleted_at is null and true and records.id =
          links."record_id"
        offset 0) as one
      where links.org_id = $4 and links."target_id" = $5 and links.field_id = $6
      order by links."record_id" desc
      limit $7) as newest
    order by id desc
    limit $8) as few);
