-- none: does not have the root that these entries make
update ledger_checkpoints c set note = o.note, root = o.root, state = o.state
from ledger_checkpoints o
where c.org_id = current_setting('tamper.org')::bigint and o.org_id = c.org_id
  and c.size = (select min(size) from ledger_checkpoints where org_id = c.org_id)
  and o.size = (select max(size) from ledger_checkpoints where org_id = c.org_id);
