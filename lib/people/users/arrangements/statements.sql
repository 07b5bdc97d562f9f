-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- home.ts arrangeHome
insert into home_arrangements (org_id, user_id, cards)
values ($1, $2, $3::text::jsonb) on conflict (org_id, user_id) do update
set cards = excluded.cards;

-- home.ts keptBy
select cards from home_arrangements where org_id = $1 and user_id = $2;

-- modules.ts ownModuleOrder
select a.modules
from users u
join module_arrangements a on a.org_id = u.org_id and a.profile_id = u.profile_id
where u.org_id = $1 and u.id = $2;

-- modules.ts arrangeModules
insert into module_arrangements (org_id, profile_id, modules)
values ($1, $2, $3::text::jsonb) on conflict (org_id, profile_id) do update
set modules = excluded.modules;

-- modules.ts keptFor
select modules from module_arrangements where org_id = $1 and profile_id = $2;
