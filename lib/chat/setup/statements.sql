-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- brands.ts findBrand
select id, name, settings from chat_brands where org_id = $1 and id = $2;

-- brands.ts listBrands.rows
select id, name, settings from chat_brands where org_id = $1 order by lower(name);

-- canned-responses.ts all
select id, short_name as "shortName", text from chat_canned_responses where org_id = $1 order by lower(short_name);

-- custom-fields.ts declaredFields
select id, name, type, max_length as "maxLength" from chat_custom_fields where org_id = $1 order by lower(name);

-- custom-fields.ts declareCustomField
insert into chat_custom_fields (org_id, id, name, type, max_length) values ($1, $2, $3, $4, $5);

-- custom-fields.ts undeclareCustomField
delete from chat_custom_fields where org_id = $1 and id = $2 returning name;

-- departments.ts listDepartments
select id, name, member_ids as "memberIds" from chat_departments where org_id = $1 order by lower(name);

-- departments.ts saveDepartment.saved
update chat_departments set name = $1, member_ids = $2::jsonb where org_id = $3 and id = $4 returning 1;

-- departments.ts saveDepartment.saved
insert into chat_departments (org_id, id, name, member_ids) values ($1, $2, $3, $4::jsonb) returning 1;

-- departments.ts deleteDepartment
delete from chat_departments where org_id = $1 and id = $2 returning name;

-- operator-choices.ts listOperatorChoices
select u.id, u.name, u.email, coalesce(o.max_conversations, 5) as "maxConversations"
from users u
join profiles p on p.org_id = u.org_id and p.id = u.profile_id and p.rights -> 'org' ? 'revealPhi'
left join chat_operators o on o.org_id = u.org_id and o.user_id = u.id
where u.org_id = $1 and u.active
order by lower(u.name)
limit 1000;

-- operator-limit.ts limitOperator
select max_conversations as before from chat_operators where org_id = $1 and user_id = $2 for update;

-- operator-limit.ts limitOperator
insert into chat_operators (org_id, user_id, available, max_conversations, seen_at)
values ($1, $2, false, $3, now()) on conflict (org_id, user_id) do update
set max_conversations = excluded.max_conversations;

-- retention.ts aged
select count(*)::int as count, min(closed_at) as oldest, max(closed_at) as youngest
from chat_conversations
where org_id = $1 and status = 'closed' and deleted_at is null and closed_at <= now() - make_interval(days => $2);

-- settings.ts updateChatSettings
select 1 from orgs where org_id = $1 for no key update;

-- settings.ts updateChatSettings
delete from chat_tokens where org_id = $1 and field = 'word';

-- unknown-calls.ts listUnknownCalls.rows
select path, visits, last_seen_at
from chat_unknown_calls
where org_id = $1 and brand_id = $2
order by visits desc, path;

-- unknown-calls.ts forgetUnknownCalls.gone
delete from chat_unknown_calls where org_id = $1 and brand_id = $2;

-- write-brand.ts createBrand
insert into chat_brands (org_id, id, name, settings, created_at, modified_at)
values ($1, $2, $3, $4::jsonb, now(), now());

-- write-brand.ts updateBrand
update chat_brands set name = $1, settings = $2::jsonb, modified_at = now() where org_id = $3 and id = $4;

-- write-brand.ts deleteBrand
delete from chat_brands where org_id = $1 and id = $2 returning name;

-- write-canned-response.ts saveCannedResponse.saved, sent by no test
update chat_canned_responses set short_name = $1, text = $2 where org_id = $3 and id = $4 returning 1;

-- write-canned-response.ts saveCannedResponse.saved
insert into chat_canned_responses (org_id, id, short_name, text) values ($1, $2, $3, $4) returning 1;

-- write-canned-response.ts deleteCannedResponse
delete from chat_canned_responses where org_id = $1 and id = $2 returning short_name as name;
