-- none: has 9 entries, and 10 of the tree are about it
update ledger_map_lists l set items = substring(l.items from 1 for length(l.items) - 40)
from ledger_entries e
where l.org_id = current_setting('tamper.org')::bigint and e.org_id = l.org_id and e.id = current_setting('tamper.last')::bigint
  and length(l.items) = 400 and substring(l.items from length(l.items) - 31) = e.leaf_hash;
