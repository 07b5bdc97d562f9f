-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- tell.ts tellReminders.due
select id, owner_id from app.due_reminders($1, $2, $3, $4);

-- tell.ts moveMark
select told_until as told from reminder_marks where org_id = $1 for update;

-- tell.ts moveMark
insert into reminder_marks as m (org_id, told_until)
values ($1, $2::timestamptz) on conflict (org_id) do update
set told_until = greatest(m.told_until, excluded.told_until);
