-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- append.ts appendWithChange
with appended as (insert into ledger_entries (org_id, id, at, action, outcome, actor_kind, actor_id, actor_name,
      request_id, ip, module, record_id, subject_id, door, purpose, fields, facts, sealed_detail, salt, leaf_hash)
  values ($1, $2, $3::timestamptz, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20))
insert into ledger_pending (org_id, entry_id)
values ($21, $22);
