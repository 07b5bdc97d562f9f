-- entry: does not match its leaf hash
update ledger_entries e set salt = o.salt from ledger_entries o
where e.org_id = current_setting('tamper.org')::bigint and o.org_id = e.org_id
  and array[e.id, o.id] @> array[current_setting('tamper.entry')::bigint, current_setting('tamper.next')::bigint]
  and e.id <> o.id;
