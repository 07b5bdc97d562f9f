-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- many-proofs.ts leavesOf.leaves
select entry_id as id, index from ledger_leaves where org_id = $1 and entry_id = any($2::bigint[]);

-- stored.ts headOf
select size, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, incarnation, root, state, note
from ledger_checkpoints
where org_id = $1
order by size desc
limit 1;

-- stored.ts leafOf
select index from ledger_leaves where org_id = $1 and entry_id = $2;

-- stored.ts readTile
select hashes from ledger_tiles where org_id = $1 and level = $2 and index = $3;
