-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- remember-mapping.ts rememberMapping
insert into import_mappings (org_id, user_id, module_id, header_token, mapping, columns, used_at)
values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, now()) on conflict (org_id, user_id, module_id, header_token) do
  update
set mapping = excluded.mapping, columns = excluded.columns, used_at = excluded.used_at;

-- remember-mapping.ts recallMapping
select mapping, columns
from import_mappings
where org_id = $1 and user_id = $2 and module_id = $3 and header_token = $4;
