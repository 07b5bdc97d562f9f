-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- answer.ts entriesOf.leaves
select index, entry_id as id from ledger_leaves where org_id = $1 and index = any($2::bigint[]);

-- stored.ts coveredBy
select size from ledger_maps where org_id = $1;

-- stored.ts readSubjects.rows
select key, count, peaks
from ledger_map_subjects
where org_id = $1 and key = any(array(select decode(k, 'hex') from unnest($2::text[]) k));

-- stored.ts readNodes.rows
select path, places
from ledger_map_nodes
where org_id = $1 and path = any(array(select decode(p, 'hex') from unnest($2::text[]) p));

-- stored.ts readList.rows
select items from ledger_map_lists where org_id = $1 and key = $2 order by part limit $3;

-- stored.ts keepMap
insert into ledger_maps (org_id, size) values ($1, $2) on conflict (org_id) do update set size = excluded.size;

-- stored.ts keepMap
insert into ledger_map_subjects (org_id, key, count, peaks)
select $1, decode(s.key, 'hex'), s.count, decode(s.peaks, 'hex')
from jsonb_to_recordset($2::text::jsonb) as s (key text, count bigint, peaks text) on conflict (org_id, key) do
  update
set count = excluded.count, peaks = excluded.peaks;

-- stored.ts keepMap
insert into ledger_map_lists as l (org_id, key, part, items)
select $1, decode(p.key, 'hex'), p.part, decode(p.items, 'hex')
from jsonb_to_recordset($2::text::jsonb) as p (key text, part bigint, items text) on conflict (org_id, key, part) do
  update
set items = l.items || excluded.items;

-- stored.ts keepMap
insert into ledger_map_nodes (org_id, path, places)
select $1, decode(n.path, 'hex'), decode(n.places, 'hex')
from jsonb_to_recordset($2::text::jsonb) as n (path text, places text) on conflict (org_id, path) do update
set places = excluded.places;
